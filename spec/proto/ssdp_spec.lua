--
-- ssdp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "ssdp", {
  source = [[UPnP Device Architecture 2.0 (spec/support/scapyapps.py)]],
  document = "UPnP Device Architecture 2.0",
  bytes = [[
    02000000000202000000000108004500004d000100004011f69bc0000201c0000202c000
    076c0039a0fa4e4f54494659202a20485454502f312e310d0a484f53543a203233392e32
    35352e3235352e3235303a313930300d0a0d0a
  ]],
  fields = {
    method = { "NOTIFY", "http.request.method" },
    target = { "*", "http.request.uri" },
    version = { "HTTP/1.1" },
    headers = { {
      { blank = " ", name = "HOST", value = "239.255.255.250:1900" } } },
  },
}, {
  source = [[UPnP Device Architecture 2.0 (spec/support/scapyapps.py)]],
  document = "UPnP Device Architecture 2.0",
  bytes = [[
    02000000000202000000000108004500006f000100004011f679c0000201c0000202076c
    c000005b69e9485454502f312e3120323030204f4b0d0a484f53543a203233392e323535
    2e3235352e3235303a313930300d0a582d303a2076616c75652036333138360d0a582d31
    3a2076616c75652031333931360d0a0d0a
  ]],
  fields = {
    version = { "HTTP/1.1" },
    status = { "200", "http.response.code" },
    reason = { "OK" },
    headers = { {
      { blank = " ", name = "HOST", value = "239.255.255.250:1900" },
      { blank = " ", name = "X-0", value = "value 63186" },
      { blank = " ", name = "X-1", value = "value 13916" } } },
  },
})
