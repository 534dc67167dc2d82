// Fontconfig and Pango keep what they know of fonts until the process ends and never free it: no
// leak of ours, and bounded (src/maps/map_layout.cpp). LeakSanitizer asks this function, which
// nothing calls in other builds.
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libfontconfig\nleak:libpango\n";
}
