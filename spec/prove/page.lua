--
-- page.lua - what the browser makes of pages: of scripts/report.lua and, where
-- pandoc is, of the manual
--
-- Pictures go to build/prove. A page must print nothing on the browser's
-- console, and no text may reach beyond the screen or over other text.
--
local pycap = require "pycap"
local report = require "spec.prove.report"
local support = require "spec.support"

local FOLDER <const> = os.getenv "PYCAP_BUILD" .. "/prove"
local quote <const> = support.quote

local function has(program)
  local _, _, status = support.shell("command -v " .. program)
  return status == 0
end

-- Runs the browser; its output, and what it says on the console.
local function browse(options, url)
  local out, err = support.shell("timeout 120 chromium --headless " ..
    "--no-sandbox --disable-gpu --hide-scrollbars " ..
    "--virtual-time-budget=5000 --allow-file-access-from-files " ..
    "--enable-logging=stderr " .. options .. " " .. quote(url))
  local said = {}
  for line in err:gmatch "[^\n]*CONSOLE[^\n]*" do said[#said + 1] = line end
  return out, table.concat(said, "\n")
end

local root = support.shell "pwd":gsub("\n", "")
local function url_of(name) return "file://" .. root .. "/" .. name end

local function write(name, text)
  local file <close> = assert(io.open(name, "wb"))
  file:write(text)
end

-- A page that shows another one so wide, and says what is wrong with it.
local function frame(url, width, height)
  local name = FOLDER .. "/frame.html"
  write(name, ([[
<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
<iframe src="%s" width="%d" height="%d" style="border:0"></iframe>
<pre></pre><script>
onload = () => {
  const inner = document.querySelector("iframe").contentDocument
  const found = [], width = %d
  if (inner.documentElement.scrollWidth > width)
    found.push("wide " + inner.documentElement.scrollWidth)
  for (const svg of inner.querySelectorAll("svg")) {
    const texts = [...svg.querySelectorAll("text")]
      .map(t => [t.textContent, t.getBoundingClientRect()])
    texts.forEach(([a, p], i) => {
      if (p.left < 0 || p.right > width + 1) found.push("cut " + a)
      for (const [b, q] of texts.slice(i + 1))
        if (p.left < q.right && q.left < p.right && p.top + 2 < q.bottom &&
          q.top + 2 < p.bottom) found.push("over " + a + ", " + b)
    })
  }
  document.querySelector("pre").textContent = "found: " + found.join("; ")
}
</script>]]):format(url, width, height, width))
  return url_of(name)
end

local function picture(url, name, width, dark)
  local height = 3000
  local path = FOLDER .. "/" .. name .. ".png"
  local frameurl = frame(url, width, height)
  local scheme = "--blink-settings=preferredColorScheme=" ..
    (dark and "0 " or "1 ")
  os.remove(path)
  local out, said = browse(("%s--window-size=%d,%d --dump-dom --screenshot=%s")
    :format(scheme, width < 500 and 500 or width, height, quote(path)),
    frameurl)
  assert(said == "", said)
  local found = assert(out:match "<pre>found: ([^<]*)</pre>", out)
  assert(found == "", name .. ": " .. found)
  local size = #support.read(path)
  assert(size > 20000, name .. ": an empty picture")
  return size
end

local function pictures(url, name)
  local total = picture(url, name .. "-light", 1000) +
    picture(url, name .. "-dark", 1000, true) +
    picture(url, name .. "-phone", 390)
  local path = FOLDER .. "/" .. name .. ".pdf"
  os.remove(path)
  local _, said = browse("--no-pdf-header-footer --print-to-pdf=" ..
    quote(path), url)
  assert(said == "", said)
  assert(support.read(path):find "^%%PDF")
  return ("%.0f KB of pictures"):format(total / 1000)
end

local function page_of(file, name)
  local path = ("%s/%s.html"):format(FOLDER, name)
  local out, err, status = support.pcaplua("-r " .. quote(file) ..
    " scripts/report.lua")
  assert(status == 0, err)
  write(path, out)
  return url_of(path)
end

os.execute("mkdir -p " .. quote(FOLDER))
report.say("", "aim", "figure", "")
if not has "chromium" then
  report.say("pages in a browser", "", "-", "pending: no chromium here")
  os.exit(true)
end

report.claim("what is wrong with a page is seen", "3 faults", function()
  local name = FOLDER .. "/wrong.html"
  write(name, [[<!DOCTYPE html><div style="width:700px">wide</div>
<svg><text y="20">one</text><text y="20">two</text></svg>
<script>console.error("loud")</script>]])
  local out, said = browse("--dump-dom", frame(url_of(name), 390, 900))
  assert(said:find "loud", said)
  assert(out:find "wide %d+" and out:find "over one, two", out)
  return "3"
end)
local shared = os.getenv "PYCAP_SHARED" or "../shared"
for _, file in ipairs { os.getenv "PYCAP_BUILD" .. "/sample.pcap",
  shared .. "/corpus/mixed/sanders-http_espn.pcapng",
  shared .. "/corpus/mixed/mercury-emix.pcap" } do
  local name = "report-" .. file:match "([^/]*)%.[^.]*$"
  report.claim("report of " .. file:match "[^/]*$", "0 faults", function()
    return pictures(page_of(file, name), name)
  end)
end

-- Names that are long, and that would be a script if they were not escaped.
local function hostile()
  local labels = { ("<script>console.error(1)</script>"):sub(1, 63),
    ("w"):rep(63), ("\226\128\174"):rep(20), ("<b>"):rep(20) }
  local frames = {}
  for i, label in ipairs(labels) do
    frames[i] = pycap.packet(pycap.ethernet(), pycap.ip6 {
      source = "2001:db8:1111:2222:3333:4444:5555:666" .. i,
      destination = "2001:db8:1111:2222:3333:4444:5555:6666" },
      pycap.udp { sourceport = 50000, destinationport = 53 }, pycap.dns {
        questions = { { name = (label .. "."):rep(3) } } }).bytes
  end
  return support.capture(frames)
end
report.claim("report of hostile names", "0 faults", function()
  return pictures(page_of(hostile(), "report-hostile"), "report-hostile")
end)

-- Half of them SYNs, half announcements of ARP, of addresses drawn by lot.
local function million(name)
  local syn = pycap.packet(pycap.ethernet(), pycap.ip { source = "192.0.2.1",
    destination = "192.0.2.2" }, pycap.tcp { sourceport = 1,
    destinationport = 80, flags = "syn" }).bytes
  local arp = pycap.packet(pycap.ethernet(), pycap.arp {
    operation = "reply" }).bytes
  local dump <close> = pycap.dump(name, { datalink = "EN10MB" })
  for i = 1, 500000 do
    dump:write(syn:sub(1, 26) .. (">I4I4I2"):pack(math.random(0, 0xffffffff),
      math.random(0, 0xffffffff), math.random(0, 0xffff)) .. syn:sub(37),
      { time = i / 100 })
    dump:write(arp:sub(1, 22) .. (">I2I4I4"):pack(0x200, math.random(0,
      0xffffffff), math.random(0, 0xffffffff)) .. arp:sub(33),
      { time = i / 100 })
  end
end
report.claim("memory of a report of a million hosts", "< 400 MB", function()
  local name = FOLDER .. "/million.pcap"
  million(name)
  local _, err, status = support.pcaplua("-r " .. quote(name) .. " --eval " ..
    quote [[dofile "scripts/report.lua"
      io.stderr:write(io.open "/proc/self/status":read "a":match "VmHWM:%s*%d+")
    ]])
  os.remove(name)
  assert(status == 0, err)
  local size = tonumber(err:match "(%d+)$") / 1000
  local figure = ("%.0f MB"):format(size)
  assert(size < 400, figure)
  return figure
end)

local HTML <const> = FOLDER .. "/html"
if not has "pandoc" then
  report.say("the manual in HTML", "", "-", "pending: no pandoc here")
  os.exit(not report.failed)
end

report.claim("links in the manual in HTML", "0 dead", function()
  local out, err, status = support.shell("lua5.4 doc/html/build.lua " .. HTML)
  assert(status == 0, err)
  return out:match "%d+ pages, %d+ links"
end)
for _, page in ipairs { "index", "doc/guide/index", "doc/guide/conversations",
  "doc/reference", "doc/protocols" } do
  report.claim("manual in HTML: " .. page, "0 faults", function()
    return pictures(url_of(("%s/%s.html"):format(HTML, page)),
      "manual-" .. page:gsub("/", "-"))
  end)
end

os.exit(not report.failed)
