--
-- recipes_spec.lua - doc/guide/recipes.md: each recipe with one of the changes
-- that the page names
--
local netns = require "spec.support.netns"
local support = require "spec.support"

local quote = support.quote

-- What `make test` and `make asan` say to their own is not for these.
local clean <const> = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL " ..
  "-u MAKEOVERRIDES -u B -u SANITIZE -u CFLAGS -u LD_PRELOAD " ..
  "-u ASAN_OPTIONS -u LUA_INIT PATH=$PWD/build:$PATH "

-- The first block of each section: its language, "live" or "", its text.
local recipes = {}
for section in (support.read "doc/guide/recipes.md" .. "\n## ")
  :gmatch "%f[#\0]## ([^#].-)\n%f[#]" do
  local title = section:match "^[^\n]*"
  local language, live, text = section:match "```(%a+) ?(%a*)\n(.-)```"
  recipes[#recipes + 1] = { title = title, language = language, live = live,
    text = text }
end

-- Pairs of what is replaced and by what, and what is printed then.
local changes <const> = {
  ["Watch who has which address"] = { "0.0.0.0\t02:00:00:00:00:77\n",
    '"reply"', '"request"' },
  ["Find the hosts of a network"] = { "192.0.2.2\t",
    "timeout = 100", "timeout = 100, rate = 100" },
  ["Detect spoofed addresses"] = { "1767600130.0\t192.0.2.1\t02:",
    '"sourcehardware",', '"sourcehardware", "packet.time",',
    "address, hardware%)\n    local", "address, hardware, time)\n    local",
    "print%(", "print(time, " },
  ["Log DNS"] = { "192.0.2.1\t198.51.100.80\n",
    "response == 0", "response == 1", "questions%[1%].name",
    "answers[1].address" },
  ["Log DHCP"] = { "02:00:00:00:00:30\t0.0.0.0\tprinter\n",
    '"reply"', '"request"', "options%[leasetime%].seconds",
    "options[hostname].text" },
  ["Capture into a ring of files"] = { "91 packets\n",
    "%-w .*\n", "-G 3600 -w 'build/hour%%H.pcap'\n" ..
    "pcaplua -r build/hour08.pcap --count\n" },
  ["Replay a capture file"] = { "91\n", "speed = 1000", "top = true" },
  ["Edit packets and pass them on"] = { "91\t6\n",
    'pycap.dump%([^\n]*', 'pycap.inject "eth0"', "dump:write", "dump:inject" },
  ["Give packets to jq"] = { '["192.0.2.129"]\n',
    "%-T json", "-T json --where 'vlan and arp.operation == 2'" },
  ["Count bytes per host"] = { "222           3  192.0.2.10 192.0.2.1\n",
    "ip.source,", "ip.source,ip.destination," },
}

describe("a recipe, changed as its page says:", function()
  local live
  setup(function()
    local _, err, status = support.shell(clean .. "make -s all B=build " ..
      "build/sample.pcap build/office.pcap")
    assert.equal(0, status, err)
  end)
  teardown(function() if live then live:close() end end)

  -- Runs a command where eth0 is one end of a wire.
  local function inside(command)
    if not live then
      support.needs("netns", "arping")
      live = netns.pair()
      live:exec(1, "ip link set wire1 down && " ..
        "ip link set wire1 name eth0 && ip link set eth0 up", true)
    end
    return support.shell("ip netns exec " .. live[1].namespace .. " " ..
      command)
  end

  it("there are ten", function() assert.equal(10, #recipes) end)

  for _, recipe in ipairs(recipes) do
    it(recipe.title, function()
      local change, text = changes[recipe.title], recipe.text
      for i = 2, #change, 2 do
        local changed, count = text:gsub(change[i], change[i + 1])
        assert.equal(1, count, change[i])
        text = changed
      end
      local out, err, status
      if recipe.language == "lua" then
        local run = text:find("eth0", 1, true) and inside or support.shell
        out, err, status = run(clean .. "pcaplua " ..
          quote(support.write(text, ".lua")))
      else
        out, err, status = support.shell(clean .. "bash -e -c " .. quote(text))
      end
      assert.equal("", err)
      assert.equal(0, status)
      assert.truthy(out:find(change[1], 1, true), out)
    end)
  end
end)
