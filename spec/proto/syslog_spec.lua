--
-- syslog_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "syslog", {
  source = [[RFC 5424, 6.5, RFC 3164, 5.4 (spec/support/scapyapps.py)]],
  document = "RFC 5424, RFC 3164",
  bytes = [[
    020000000002020000000001080045000053000100004011f695c0000201c0000202c000
    0202003fcdf83c32383e3120323030332d31302d31315432323a31343a31352e3030335a
    20686f737420617070202d2049443437202d20746578742030
  ]],
  fields = {
    open = { 60 },
    priority = { "28", ["syslog.facility"] = 3 },
    version = { "1" },
    text = { " 2003-10-11T22:" ..
      "14:15.003Z host" ..
      " app - ID47 - t" ..
      "ext 0" },
  },
}, {
  source = [[RFC 5424, 6.5, RFC 3164, 5.4 (spec/support/scapyapps.py)]],
  document = "RFC 5424, RFC 3164",
  bytes = [[
    020000000002020000000001080045000040000100004011f6a8c0000201c0000202c000
    0202002cae933c36333e4f63742031312032323a31343a313520686f7374206170703a20
    746578742031
  ]],
  fields = {
    open = { 60 },
    priority = { "63", ["syslog.facility"] = 7 },
    version = { "" },
    text = { "Oct 11 22:14:15 host app: text 1" },
  },
})
