-- luajit luajit.lua arp|flows file: LuaJIT with FFI on libpcap
local bit, ffi = require "bit", require "ffi"
ffi.cdef [[
  typedef struct pcap pcap_t;
  struct pcap_pkthdr { long seconds, micros; uint32_t caplen, len; };
  pcap_t *pcap_open_offline(const char *name, char *words);
  int pcap_next_ex(pcap_t *, struct pcap_pkthdr **, const uint8_t **);
]]
local libpcap = ffi.load "pcap.so.0.8"
local band, bor, lshift = bit.band, bit.bor, bit.lshift

local sums, key = {}, ffi.new "uint8_t[12]"

local function add(size, n)
  local text = ffi.string(key, size)
  sums[text] = (sums[text] or 0) + n
end

local function u16(p, at) return bor(lshift(p[at], 8), p[at + 1]) end

local jobs = {}

function jobs.arp(header, p)
  if header.caplen < 42 or u16(p, 12) ~= 0x0806 or u16(p, 16) ~= 0x0800 or
    p[18] ~= 6 or p[19] ~= 4 or u16(p, 20) ~= 1 then return end
  ffi.copy(key, p + 22, 10)
  add(10, 1)
end

function jobs.flows(header, p)
  if header.caplen < 34 or u16(p, 12) ~= 0x0800 then return end
  local length = band(p[14], 15) * 4
  if band(p[14], 0xf0) ~= 0x40 or length < 20 or p[23] ~= 6 or
    band(u16(p, 20), 0x1fff) ~= 0 or header.caplen < 14 + length + 20 then
    return
  end
  ffi.copy(key, p + 26, 8)
  ffi.copy(key + 8, p + 14 + length, 4)
  add(12, header.len)
end

local job = jobs[arg[1]]
local pcap = libpcap.pcap_open_offline(arg[2], ffi.new "char[256]")
assert(pcap ~= nil, "cannot open the file")
local header = ffi.new "struct pcap_pkthdr *[1]"
local bytes = ffi.new "const uint8_t *[1]"
local start = os.clock()
while libpcap.pcap_next_ex(pcap, header, bytes) == 1 do
  job(header[0], bytes[0])
end
local seconds, keys, total = os.clock() - start, 0, 0
for _, sum in pairs(sums) do keys, total = keys + 1, total + sum end
print(("%.6f %d %d"):format(seconds, keys, total))
