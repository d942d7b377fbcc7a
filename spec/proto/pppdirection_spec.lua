-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "pppdirection", {
  datalink = 204,
  names = {
    direction = { "ppp.direction", function(direction)
      return 1 - direction
    end },
  },
})
