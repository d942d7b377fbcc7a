local link = require "spec.support.link"

describe("a link", function()
  local wire = link.fixture(_ENV, { each = true })

  it("may go down and up 20 times: nothing is lost or comes twice", function()
    wire:run("pcaplua", 1, link.CYCLES, 20)
  end)

  it("may go down under a loop and a next that wait", function()
    local process = wire:start("lua5.4", 1, [[
      local c = pycap{device = "wire1", filter = "ether proto 0x88b5"}
      print "ready"
      print("down", (code(c.next, c)))
      print("up", c:loop(nil, 1))]])
    wire.pair:exec(1, "ip link set wire1 down", true)
    assert(process:await "down\ttimeout")
    wire.pair:exec(1, "ip link set wire1 up", true)
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      while not pcall(i.inject, i, frame(1)) do sleep(0.01) end]])
    assert(process:await "up\t1", table.concat { process:output() })
  end)

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("may be removed under a capture and an injector: " .. host, function()
      local function waiting(run)
        return wire:start(host, 1, [[
          local before = descriptors()
          local c = pycap{device = "wire1", timeout = 0}
          local i = pycap.inject "wire1"
          print "ready"
          print(code(]] .. run .. [[))
          print(code(i.inject, i, frame(1)))
          print(code(c.next, c))
          c:close()
          i:close()
          assert(descriptors() == before)
          print(code(pycap, "wire1"))
          print "end"]])
      end
      local processes = { waiting "c.next, c", waiting "c.loop, c",
        waiting "function() for _ in c:packets() do end end" }
      wire.pair:exec(1, "ip link delete wire1", true)
      for _, process in ipairs(processes) do
        assert(process:await "\nend\n", table.concat { process:output() })
        assert.matches("^ready\ndevice\twire1: .-\ndevice\twire1: .-\n" ..
          "device\twire1: .-\ndevice\twire1: no such device\n",
          (process:output()))
      end
    end)
  end

  it("gives captures and injectors back that nobody closed", function()
    wire:run("pcaplua", 1, link.DROPPED, 30)
    wire:run("lua5.4", 1, link.DROPPED, 30)
  end)
end)
