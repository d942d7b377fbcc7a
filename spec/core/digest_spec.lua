--
-- digest_spec.lua - MD5 and SHA-256, by src/core alone, against coreutils
--
local support = require "spec.support"

local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

describe("digests", function()
  it("are those of md5sum and sha256sum, wherever a block ends", function()
    local program, bytes = support.name(), {}
    local _, complaint, status = support.shell(("cc %s -o %s " ..
      "spec/core/digest.c src/core/digest.c"):format(FLAGS,
      support.quote(program)))
    assert.equal("", complaint)
    assert.equal(0, status)
    for i = 1, 3000 do bytes[i] = string.char(i * i * 7 >> 3 & 255) end
    local input = support.quote(support.write(table.concat(bytes)))
    local sizes = { 0, 1, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128,
      129, 1000, 3000 }
    local out = support.shell(("%s %s <%s"):format(support.quote(program),
      table.concat(sizes, " "), input))
    local want = support.shell(("for n in %s; do head -c $n %s | md5sum; " ..
      "head -c $n %s | sha256sum; done"):format(table.concat(sizes, " "),
      input, input))
    assert.equal((want:gsub(" +%-", "")), out)
  end)
end)
