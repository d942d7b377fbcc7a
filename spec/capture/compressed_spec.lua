--
-- compressed_spec.lua - captures compressed by gzip, zstd, lz4 and xz
--
local pycap = require "pycap"
local support = require "spec.support"

local quote = support.quote

-- Programs that compress, and how.
local programs = {
  gzip = "gzip -c", zstd = "zstd -qc", lz4 = "lz4 -qc", xz = "xz -c",
}

local COUNT <const> = support.rounds(3000)

-- Frames that do not compress to nothing, over several blocks.
local frames = {}
do
  local seed = 1
  for i = 1, COUNT do
    local words = {}
    for w = 1, i % 150 + 1 do
      seed = (seed * 1103515245 + 12345) & 0x7fffffff
      words[w] = string.pack("<I4", seed)
    end
    frames[i] = string.pack(">I4", i) .. table.concat(words)
  end
end

local whole = support.pcap_bytes(frames)
local plain = support.write(whole)

local function compress(kind, name)
  local out = support.name(".data")
  assert(os.execute(("%s <%s >%s"):format(programs[kind], quote(name),
    quote(out))))
  return support.read(out)
end

-- How many packets there are, all as they were, and what ended them.
local function read(name)
  local count = 0
  local ok, problem = pcall(function()
    for packet in pycap { filename = name }:packets() do
      count = count + 1
      assert(packet.bytes == frames[(count - 1) % COUNT + 1], count)
    end
  end)
  if ok then return count end
  assert.equal(pycap.error, getmetatable(problem), tostring(problem))
  return count, problem
end

describe("formats", function()
  it("are named by pycap.formats and --version", function()
    local formats = pycap.formats()
    assert.is_true(formats.pcap and formats.pcapng)
    local out = support.pcaplua "--version"
    local words = {}
    for word in out:match "\nreads ([^\n]*)\n":gmatch "[^, ]+" do
      words[word] = true
    end
    assert.same(formats, words)
  end)
end)

for kind in pairs(programs) do
  describe(kind, function()
    local bytes = pycap.formats()[kind] and compress(kind, plain)

    if not bytes then
      it("is said to be missing", function()
        local _, problem = read(support.write(compress(kind, plain)))
        assert.equal("unsupported", problem.code)
      end)
      return
    end

    it("is found by content, in files and in streams", function()
      local name = support.write(bytes, ".pcap")
      assert.equal(COUNT, (read(name)))
      local out = support.shell(("cat %s | %s -r - --count"):format(
        quote(name), quote(support.program())))
      assert.equal(COUNT .. " packets\n", out)
    end)

    it("holds pcapng, and is filtered", function()
      local name = support.write(compress(kind,
        support.pcapng(frames, { order = ">" })))
      local count = 0
      local capture = pycap { filename = name, filter = "greater 100" }
      for packet in capture:packets() do
        assert(packet.caplen >= 100)
        count = count + 1
      end
      assert(count > COUNT // 2 and count < COUNT)
    end)

    it("may have several members, and zeros behind", function()
      local middle = #whole // 2
      local name = support.write(
        compress(kind, support.write(whole:sub(1, middle))) ..
        compress(kind, support.write(whole:sub(middle + 1))) ..
        ("\0"):rep(4096))
      local count, problem = read(name)
      assert.equal(COUNT, count, problem)
    end)

    it("gives what is whole of a member that is cut", function()
      local first = compress(kind, plain)
      local more = support.pcap_bytes(frames):sub(25)
      local second = compress(kind, support.write(more))
      local count, problem = read(support.write(first ..
        second:sub(1, #second // 2)))
      assert(count >= COUNT and count < 2 * COUNT)
      assert.equal("file", problem.code)
      assert.matches(("truncated, at byte %d of the %s data: it ends within "
        .. "a member"):format(#first + #second // 2, kind), problem.message,
        1, true)
    end)

    it("gives what is whole of a member that is damaged", function()
      local second = ("\xaa"):rep(3000)
      local count, problem = read(support.write(bytes .. second))
      assert.equal(COUNT, count)
      assert.equal("file", problem.code)
      assert.matches("damaged, at byte %d+ of the " .. kind .. " data: ",
        problem.message)
    end)

    it("is no capture where it holds none", function()
      local text = support.write(("not a capture "):rep(9))
      local _, problem = read(support.write(compress(kind, text)))
      assert.matches("unknown file format", problem.message)
      _, problem = read(support.write(compress(kind, support.write "")))
      assert.matches("empty file, not a capture", problem.message)
      _, problem = read(support.write(bytes:sub(1, 5)))
      assert.matches("truncated, at byte 5 of the", problem.message)
      local twice = support.write(bytes)
      _, problem = read(support.write(compress(kind, twice)))
      assert.matches("unknown file format", problem.message)
    end)

    it("may be closed at any time", function()
      local name = support.write(bytes)
      for i = 0, 20 do
        local capture = pycap { filename = name }
        for _ = 1, i do capture:next() end
        capture:close()
      end
    end)

    it("is read as a stream while it arrives", function()
      local fifo = support.name ".fifo"
      assert(os.execute("mkfifo " .. quote(fifo)))
      local half = #bytes // 2
      local process = support.spawn(("{ cat %s; sleep 0.2; cat %s; } >%s")
        :format(quote(support.write(bytes:sub(1, half))),
          quote(support.write(bytes:sub(half + 1))), quote(fifo)))
      assert.equal(COUNT, (read(fifo)))
      process:close()
    end)

    it("cannot be followed", function()
      local name = support.write(bytes)
      local capture = pycap { filename = name, follow = true }
      local ok, problem = pcall(capture.next, capture)
      assert.is_false(ok)
      assert.equal("unsupported", problem.code)
      assert.matches("a compressed file cannot be followed", problem.message)
    end)

    it("ends with Ctrl-C while a stream is silent", function()
      local fifo = support.name ".fifo"
      assert(os.execute("mkfifo " .. quote(fifo)))
      local feeder = support.spawn(("{ cat %s; sleep 20; } >%s"):format(
        quote(support.write(bytes:sub(1, #bytes // 2))), quote(fifo)))
      local reader = support.spawn(("exec %s -r %s --eval %s"):format(
        quote(support.program()), quote(fifo), quote [[
          pycap.on("packet", function() end)
          io.stderr:write "ready\n"
          pycap.atend(function() print "done" end)]]))
      assert(reader:await "ready")
      assert(reader:sleeps())
      reader:kill "INT"
      assert(reader:wait(20))
      assert.equal("done\n", (reader:output()))
      reader:close()
      feeder:close()
    end)
  end)
end
