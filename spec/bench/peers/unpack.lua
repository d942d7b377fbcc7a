-- lua5.4 unpack.lua arp|flows file: Lua alone, with string.unpack
local unpack <const> = string.unpack

local sums = {}

local function add(key, n) sums[key] = (sums[key] or 0) + n end

local jobs = {}

function jobs.arp(p)
  if #p < 42 then return end
  local kind, _, protocol, hardwarelength, protocollength, operation =
    unpack(">I2I2I2BBI2", p, 13)
  if kind == 0x0806 and protocol == 0x0800 and hardwarelength == 6 and
    protocollength == 4 and operation == 1 then
    add(p:sub(23, 32), 1)
  end
end

function jobs.flows(p, length)
  if #p < 34 or unpack(">I2", p, 13) ~= 0x0800 then return end
  local first, _, _, _, fragment, _, protocol = unpack(">BBI2I2I2BB", p, 15)
  local size = (first & 15) * 4
  if first >> 4 == 4 and size >= 20 and protocol == 6 and
    fragment & 0x1fff == 0 and #p >= 14 + size + 20 then
    add(p:sub(27, 34) .. p:sub(15 + size, 18 + size), length)
  end
end

local job = jobs[arg[1]]
local file <close> = assert(io.open(arg[2], "rb"))
file:setvbuf("full", 1 << 16)
local start = os.clock()
assert(unpack("<I4", file:read(24)) == 0xa1b2c3d4)
while true do
  local head = file:read(16)
  if not head then break end
  local _, _, caplen, length = unpack("<I4I4I4I4", head)
  job(file:read(caplen), length)
end
local seconds, keys, total = os.clock() - start, 0, 0
for _, sum in pairs(sums) do keys, total = keys + 1, total + sum end
print(("%.6f %d %d"):format(seconds, keys, total))
