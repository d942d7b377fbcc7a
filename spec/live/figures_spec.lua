local link = require "spec.support.link"
local support = require "spec.support"

describe("a live capture", function()
  local wire = link.fixture(_ENV, { needs = { "gcc" } })

  -- libpcap's figures, of 32 bits, begin just before they come round.
  local NEAR <const> = [[
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pcap/pcap.h>
int pcap_stats(pcap_t *pcap, struct pcap_stat *stats) {
  int (*real)(pcap_t *, struct pcap_stat *);
  *(void **)&real = dlsym(RTLD_NEXT, "pcap_stats");
  int status = real(pcap, stats);
  stats->ps_recv += 0xfffffff0;
  stats->ps_drop += 0xfffffffe;
  return status;
}
]]

  it("counts in 64 bits", function()
    local source, library = support.write(NEAR, ".c"), support.name ".so"
    local _, err, status = support.shell(
      ("gcc -shared -fPIC -o %s %s -ldl"):format(library, source))
    assert.equal(0, status, err)
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local c = pycap{device = "wire1", filter = "ether proto 0x88b5"}
      local before = 0
      for round = 1, 4 do
        local received, dropped, lost = c:stats()
        assert(received == 0xfffffff0 + 10 * (round - 1), received)
        assert(math.type(received) == "integer" and dropped == 0xfffffffe)
        assert(lost == 0 and received >= before)
        before = received
        for n = 1, 10 do i:inject(frame(n)) end
        assert(c:loop(nil, 10) == 10)
      end]], "", ("export LD_PRELOAD=%s ASAN_OPTIONS=verify_asan_link_order=0;")
      :format(library))
  end)

  -- A callback that is slow and sends what comes next: there is always more.
  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("dispatches what was there at the call: " .. host, function()
      wire:run(host, 1, [[
        local i = pycap.inject "wire1"
        local c = pycap{device = "wire1", filter = "ether proto 0x88b5",
          immediate = true}
        local other = pycap{device = "wire1", filter = "ether proto 0x88b5",
          immediate = true, timestamps = "host"}
        for n = 1, 20 do i:inject(frame(n)) end
        sleep(0.05)
        local next, got = 20, {}
        local function answer(p)
          got[#got + 1] = number(p.bytes)
          next = next + 1
          i:inject(frame(next))
          assert(next < 2000, "it goes on for ever")
        end
        assert(c:dispatch(answer, 5) == 5)
        local count = c:dispatch(answer)
        assert(count >= 15 and count <= 25, count)
        local handler = other:on("ethernet", function(_, p) answer(p) end)
        got = {}
        count = other:dispatch()
        handler:cancel()
        assert(count >= 20 and count <= 100, count)
        local last = got[#got]
        -- none is lost: the next begins where that has ended
        local first
        c:dispatch(function(p) first = first or number(p.bytes) end)
        assert(first and first > 20)
        other:dispatch(function(p)
          assert(number(p.bytes) == last + 1)
          last = last + 1
        end)
        -- files are read to their end, and coroutines run on
        assert(c:dispatch(nil, 0) == 0)]])
    end)
  end

  it("ends a dispatch in a flood", function()
    local flood = wire:flood(2, 30)
    wire:run("lua5.4", 1, [[
      local c = pycap{device = "wire1", buffer = 1 << 20}
      local total = 0
      sleep(0.1)
      for _ = 1, 3 do
        local from = now()
        local count = c:dispatch(function() sleep(0.0001) end)
        total = total + count
        assert(now() - from < 10, now() - from)
      end
      assert(total > 0)]])
    flood:kill()
    flood:wait(5)
  end)

  it("tells tagged frames from others in its filter", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local function tagged(of)
        return pycap.packet(pycap.ethernet{}, pycap.vlan{id = 5}, of)
      end
      local function plain(of)
        return pycap.packet(pycap.ethernet{}, of)
      end
      local frames = {
        ip = plain(pycap.ip{}), ["tagged ip"] = tagged(pycap.ip{}),
        arp = plain(pycap.arp{}), ["tagged arp"] = tagged(pycap.arp{}),
      }
      local names = {"ip", "tagged ip", "arp", "tagged arp"}
      for filter, wanted in pairs{
        ["ip or (vlan and ip)"] = "ip, tagged ip",
        ["not (ip or (vlan and ip))"] = "arp, tagged arp",
        ["arp or (vlan and arp)"] = "arp, tagged arp",
        ["vlan and arp"] = "tagged arp",
        ["not vlan"] = "ip, arp",
        ["vlan 5"] = "tagged ip, tagged arp",
        ["vlan 6"] = "",
      } do
        local c <close> = pycap{device = "wire1", filter = filter,
          immediate = true, direction = "out"}
        local got = {}
        for _, name in ipairs(names) do
          i:inject(frames[name])
          sleep(0.02)
          if c:dispatch() > 0 then got[#got + 1] = name end
        end
        got = table.concat(got, ", ")
        assert(got == wanted, filter .. ": " .. got)
      end]])
  end)
end)
