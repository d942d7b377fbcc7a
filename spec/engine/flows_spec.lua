--
-- flows_spec.lua - flows of packets that a host feeds
--
local host = require "spec.support.host"
local support = require "spec.support"

describe("flows in an engine", function()
  it("end by the time of packets and ticks, and when the host says so",
    function()
    local out, err, status = support.shell(host "flows")
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal(table.concat({ "feed 0", "feed 0", "feed 0", "tick 0",
      "log 7\t2\tidle", "tick 0", "log 8\t1\tidle", "feed 0", "log 9\t1\tend",
      "finish 0", "finish 0", "feed 0", "log 9\t1\tend" }, "\n"),
      (out:match "^(.*)\nfeed 0\nfeed %-1\n"))
    assert.equal("finish 0 \nfeed 0\nfinish -5\n",
      out:match "feed %-1\n(.*)")
  end)
end)
