// header.cc - pycap.h in C++: an engine that says its version
#include <pycap.h>

#include <cstdio>

int main() {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine = nullptr;
  if (pycap_engine_new(&engine, &options) != PYCAP_OK) return 1;
  int code = pycap_engine_load_string(engine, "text", "x = 1");
  pycap_engine_free(engine);
  std::puts(pycap_version());
  return code == PYCAP_OK ? 0 : 1;
}
