--
-- forms.lua - lua5.4 forms.lua FOLDER: small capture files of every form, what
-- the fuzzing of files begins with
--
package.path = "./?.lua;" .. package.path
local blocks = require "spec.support.blocks"

local folder = ...
local frame = ("\2\0\0\0\0\1"):rep(2) .. "\8\0" .. ("\x45"):rep(46)

local function write(name, bytes)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

local forms = {}

for name, magic in pairs { micro = 0xa1b2c3d4, nano = 0xa1b23c4d,
  modified = 0xa1b2cd34 } do
  for _, order in ipairs { "<", ">" } do
    local record = string.pack(order .. "I4I4I4I4", 1, 2, #frame, #frame) ..
      (name == "modified" and ("\0"):rep(8) or "") .. frame
    for minor = 2, 4 do
      forms[name .. (order == "<" and "le" or "be") .. minor] =
        string.pack(order .. "I4I2I2I4I4I4I4", magic, 2, minor, 0, 0, 0,
          1 | 0x24000000) .. record:rep(3)
    end
  end
end

for _, order in ipairs { "<", ">" } do
  local section = blocks.section(order, { { 1, "a comment" } })
    :interface(1, 64, { { 2, "eth0" }, { 3, "a wire" }, { 9, "\9" },
      { 11, "\0udp" }, { 12, "Linux" }, { 13, "\32" },
      { 14, string.pack(order .. "i8", 5) } })
    :interface(101, 0, { { 9, "\x8a" } })
    :packet(0, 1 << 40, frame, { { 1, "one" }, { 1, "two" },
      { 2, string.pack(order .. "I4", 0x81) } })
    :packet(1, 5, frame):obsolete(0, 6, frame):simple(frame)
    :names { { "\192\0\2\1", "one", "two" }, { ("\32"):rep(16), "six" } }
    :secrets(0x544c534b, "CLIENT_RANDOM"):block(5, ("\0"):rep(16))
    :block(0xbad, "custom")
  local name = "blocks" .. (order == "<" and "le" or "be")
  forms[name] = section:bytes() .. blocks.section(order == "<" and ">" or "<")
    :interface(113):packet(0, 1, frame):bytes()
end

for name, bytes in pairs(forms) do write(name, bytes) end

-- The same, compressed, where there are programs for it; two members, too.
for kind, command in pairs { gzip = "gzip -c", zstd = "zstd -qc",
  lz4 = "lz4 -qc", xz = "xz -c" } do
  for _, name in ipairs { "microle4", "blocksle", "blocksbe" } do
    local path = folder .. "/" .. name
    os.execute(("%s <%s >%s.%s 2>/dev/null && cat %s.%s %s.%s >%s.2%s")
      :format(command, path, path, kind, path, kind, path, kind, path, kind))
  end
end
