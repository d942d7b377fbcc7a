--
-- build.lua - lua5.4 doc/html/build.lua folder: the manual in HTML, by pandoc
--
-- Writes the pages of the project, with the folders that they have here, and
-- fails if a link between them leads nowhere.
--
local folder <const> = assert(arg[1], "usage: build.lua folder")
local HERE <const> = "doc/html/"
local PAGES <const> = "ls *.md doc/*.md doc/guide/*.md"

local function run(command)
  if not os.execute(command) then
    io.stderr:write("docs-html: this failed: ", command, "\n")
    os.exit(1)
  end
end

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local pages = {}
for name in assert(io.popen(PAGES)):lines() do
  local page = name:gsub("README%.md$", "index.md"):gsub("md$", "html")
  pages[#pages + 1] = { name = name, page = page }
end

run("rm -rf " .. quote(folder))
run("mkdir -p " .. quote(folder .. "/doc/guide"))
run("cp " .. HERE .. "style.css " .. quote(folder))
for _, one in ipairs(pages) do
  run(("pandoc --from gfm --to html5 --standalone --toc --toc-depth=2 " ..
    "--template=%spage.html --lua-filter=%slinks.lua -V root=%s -o %s %s")
    :format(HERE, HERE, quote((one.page:gsub("[^/]*$", ""):gsub("[^/]+",
      ".."))), quote(folder .. "/" .. one.page), quote(one.name)))
end

-- What can be linked to: pages, and the places in them.
local places, links = { ["style.css"] = true }, {}
for _, one in ipairs(pages) do
  local file <close> = assert(io.open(folder .. "/" .. one.page))
  local text = file:read "a"
  places[one.page] = true
  for id in text:gmatch '[%s<]id="([^"]*)"' do
    places[one.page .. "#" .. id] = true
  end
  for target in text:gmatch 'href="([^"]*)"' do
    if not target:find "^%a+:" then
      links[#links + 1] = { from = one.page, to = target }
    end
  end
end

-- Where a link on a page leads, as `places` has it.
local function resolve(link)
  if link.to:find "^#" then return link.from .. link.to end
  local path = link.from:gsub("[^/]*$", "") .. link.to
  local count
  repeat path, count = path:gsub("[^/]+/%.%./", "", 1) until count == 0
  return path
end

local dead = 0
for _, link in ipairs(links) do
  if not places[resolve(link)] then
    dead = dead + 1
    io.stderr:write("docs-html: ", link.from, ": dead link: ", link.to, "\n")
  end
end
print(("%d pages, %d links, in %s"):format(#pages, #links, folder))
os.exit(dead == 0)
