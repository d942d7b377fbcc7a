--
-- ftp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "ftp", {
  source = [[RFC 959 (spec/support/scapyapps.py)]],
  document = "RFC 959",
  bytes = [[
    020000000002020000000001080045000038000100004006f6bbc0000201c0000202c001
    0015000000010000000150182000c3c300005553455220616e6f6e796d6f75730d0a
  ]],
  fields = {
    code = { "" },
    command = { "USER" },
    mark = { " " },
    text = { "anonymous" },
    lines = { {} },
  },
}, {
  source = [[RFC 959 (spec/support/scapyapps.py)]],
  document = "RFC 959",
  bytes = [[
    02000000000202000000000108004500004e000100004006f6a5c0000201c00002020015
    c004000000010000000150182000b15a00003233302d77656c636f6d650d0a3233302d74
    6f20746869730d0a323330207365727665720d0a
  ]],
  fields = {
    code = { "230", "ftp.response.code" },
    command = { "" },
    mark = { "-" },
    text = { "welcome" },
    lines = { {
      { code = "230", command = "", mark = "-", text = "to this" },
      { code = "230", command = "", mark = " ", text = "server" } } },
  },
})
