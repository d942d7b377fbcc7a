--
-- smtp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "smtp", {
  source = [[RFC 5321 (spec/support/scapyapps.py)]],
  document = "RFC 5321",
  bytes = [[
    020000000002020000000001080045000041000100004006f6b2c0000201c0000202c001
    0019000000010000000150182000dc94000045484c4f20636c69656e742e6578616d706c
    652e636f6d0d0a
  ]],
  fields = {
    code = { "" },
    command = { "EHLO" },
    mark = { " " },
    text = { "client.example.com" },
    lines = { {} },
  },
}, {
  source = [[RFC 5321 (spec/support/scapyapps.py)]],
  document = "RFC 5321",
  bytes = [[
    020000000002020000000001080045000057000100004006f69cc0000201c00002020019
    c002000000010000000150182000577100003235302d6d61696c2e6578616d706c652e63
    6f6d0d0a3235302d53495a4520313030300d0a3235302048454c500d0a
  ]],
  fields = {
    code = { "250", "smtp.response.code" },
    command = { "" },
    mark = { "-" },
    text = { "mail.example.com" },
    lines = { {
      { code = "250", command = "", mark = "-", text = "SIZE 1000" },
      { code = "250", command = "", mark = " ", text = "HELP" } } },
  },
})
