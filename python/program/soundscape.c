/* The program `soundscape` of the wheel: all of it is in the shared library beside it. */
#include <soundscape.h>

int main(void) { return ss_program(); }
