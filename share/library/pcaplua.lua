---@meta

--
-- pcaplua.lua - what editors know of pcaplua's global variable; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---The module, which scripts of pcaplua have without `require`.
---@type pycap
pycap = {}
