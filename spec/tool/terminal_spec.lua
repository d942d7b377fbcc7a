--
-- pcaplua on a terminal: colour, the progress line, Ctrl-C, closed pipes; and
-- bytes of the wire that would be escape sequences there
--
local requests = require "spec.support.requests"
local support = require "spec.support"
local terminal = require "spec.support.terminal"

local quote = support.quote
local program = io.popen("realpath " .. quote(support.program())):read "l"

local arp = requests.frame

local file = support.capture(requests.frames(5))

describe("pcaplua on a terminal", function()
  local screen

  before_each(function()
    support.needs "tmux"
    screen = terminal.open()
  end)

  after_each(function()
    if screen then screen:close() end
    screen = nil
  end)

  local function run(words, ...)
    screen:type(("%s %s; echo 'it ended:' $?"):format(program,
      words:format(...)))
  end

  it("has colour, unless NO_COLOR says otherwise", function()
    run("-r %s", quote(file))
    assert.is_string(screen:await "who%-has 192.0.2.99 tell 192.0.2.5")
    assert.matches("\27%[%d*;?%d*m", screen:screen(true))
    screen:type "clear; export NO_COLOR=1"
    run("-r %s", quote(file))
    assert.is_string(screen:await "it ended: 0")
    assert.is_nil(screen:screen(true):match "\27%[%d+m[^\n]*who%-has")
  end)

  it("shows how far it is, and takes that away", function()
    local fifo = support.name ".fifo"
    assert(os.execute("mkfifo " .. quote(fifo)))
    local feeder = support.spawn(("{ cat %s; sleep 60; } >%s"):format(
      quote(file), quote(fifo)))
    run("-r %s -w %s", quote(fifo), quote(support.name ".pcap"))
    assert.is_string(screen:await "5 packets, %d+ a second")
    screen:press "C-c"
    assert.is_string(screen:await "it ended: 130")
    local text = screen:screen()
    assert.is_nil(text:match "a second", text)
    assert.matches("pcaplua: 5 packets captured", text, 1, true)
    feeder:close()
  end)

  it("tells the bytes of a file, and the time that is left", function()
    local name = support.write([[
      pycap.on("arp", function() os.execute "sleep 0.4" end)]], ".lua")
    run("-r %s %s >/dev/null", quote(file), quote(name))
    assert.is_string(screen:await(
      "%d packets?, %d+ a second, 0.0 of 0.0 MB %(%d+ %%%)"))
    assert.is_string(screen:await "it ended: 0")
    assert.is_nil(screen:screen():match "a second")
  end)

  it("draws a table of --top anew", function()
    local fifo = support.name ".fifo"
    assert(os.execute("mkfifo " .. quote(fifo)))
    local feeder = support.spawn(("{ cat %s; sleep 60; } >%s"):format(
      quote(file), quote(fifo)))
    run("-r %s --top arp.sourceprotocol,packet.length", quote(fifo))
    assert.is_string(screen:await "BYTES +PACKETS  arp.sourceprotocol\n")
    screen:press "C-c"
    assert.is_string(screen:await "it ended: 130")
    assert.is_string(screen:screen():match " 42 +1  192.0.2.5\n")
    feeder:close()
  end)

  it("is quiet when a pager has ended", function()
    local many = {}
    for i = 1, support.rounds(20000) do many[i] = arp(i % 250) end
    screen:type "clear"
    run("-r %s | head -n 1", quote(support.capture(many)))
    assert.is_string(screen:await "it ended: %d+")
    assert.is_nil(screen:screen():match "pcaplua: [^\n]*\n.*it ended:")
    assert.is_nil(screen:screen():match "roken pipe")
  end)
end)

describe("pcaplua in a pipe", function()
  it("has no escape sequence", function()
    for _, words in ipairs { "", "-v", "-X", "-T json", "--count",
      "--top arp.sourceprotocol", "-w -" } do
      local out, err = support.shell(("TERM=xterm %s -r %s %s"):format(
        quote(program), quote(file), words))
      assert.is_nil(out:match "\27", words)
      assert.equal("", err)
    end
  end)
end)

describe("bytes of the wire", function()
  -- LLDP whose system name, description and port would clear the screen and
  -- name the window, and a datagram that does the same.
  local evil <const> = "\27[2J\27]0;owned\7\155H\r\n\0\8"
  local function value(kind, bytes)
    return (">s1"):pack(bytes):gsub("^.", function(size)
      return string.char(kind << 1) .. size
    end)
  end
  local lldp = support.wire "01:80:c2:00:00:0e 02:00:00:00:00:01 88cc" ..
    value(1, "\7" .. evil) .. value(2, "\7" .. evil) ..
    value(3, "\0\120") .. value(5, evil) .. value(6, evil) .. "\0\0"
  local udp = support.wire [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 002e 0000 0000 40 11 0000 c0000201 c0000202
    1388 1389 001a 0000
  ]] .. evil
  local hostile = support.capture { lldp, udp, arp(7) }

  it("are shown harmless, whatever prints them", function()
    for _, words in ipairs { "", "-v", "-e", "-q", "-x", "-xx", "-X", "-XX",
      "-T json", "-vv -XX -e -tttt", "--fields packet.payload,lldp.packet",
      "-T csv --fields packet.payload,lldp.packet", "--top packet.payload",
      "--top lldp.packet -T csv", "--top packet.payload -T json" } do
      local out, _, status = support.shell(("%s -r %s %s"):format(
        quote(program), quote(hostile), words))
      assert.equal(0, status, words)
      assert.is_nil(out:match "[\0-\8\11\12\14-\31\127-\255]", words)
      assert.is_nil(out:gsub("\r\n", ""):match "\r", words)
      assert.is_true(#out > 0, words)
    end
  end)
end)
