--
-- links.lua - a filter of pandoc: pages link to each other in HTML as they do
-- in Markdown
--
-- luacheck: read globals pandoc
local stringify = pandoc.utils.stringify

-- x.md is x.html, README.md index.html. What is no page is not linked.
local function link(element)
  local target = element.target
  if target:find "^%a+:" or target:find "^#" then return nil end
  local path, place = target:match "^([^#]*)%.md(#?.*)$"
  if not path then return element.content end
  element.target = path:gsub("README$", "index") .. ".html" .. place
  return element
end

-- Columns are as wide as their words need.
local function unsized(element)
  for _, column in ipairs(element.colspecs) do column[2] = nil end
  return element
end

local function titled(document)
  for _, block in ipairs(document.blocks) do
    if block.t == "Header" then
      document.meta.pagetitle = stringify(block)
      return document
    end
  end
end

return { { Link = link, Table = unsized, Pandoc = titled } }
