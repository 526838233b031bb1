/* Times the Fourier transforms of FFTW and kissfft, for versus_fftw.py, as FourierTimer.swift does ours: single precision, real
   samples to a spectrum and back. Prints a line of JSON for each size and kind. */

#define _POSIX_C_SOURCE 199309L
#include <fftw3.h>
#include <kissfft/kiss_fftr.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RUNS = 40, WORK = 400000 };

static double microseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static double least(double a, double b) { return a < b ? a : b; }

static void report(const char *name, int size, double forward, double inverse) {
  printf("{\"name\": \"%s\", \"size\": %d, \"forward\": %f, \"inverse\": %f}\n", name, size, forward, inverse);
}

static void time_fftw(const char *name, unsigned flags, int size) {
  float *samples = fftwf_alloc_real(size);
  fftwf_complex *spectrum = fftwf_alloc_complex(size / 2 + 1);
  fftwf_plan to = fftwf_plan_dft_r2c_1d(size, samples, spectrum, FFTW_PATIENT | flags);
  fftwf_plan from = fftwf_plan_dft_c2r_1d(size, spectrum, samples, FFTW_PATIENT | FFTW_PRESERVE_INPUT | flags);
  double forward = 1e30, inverse = 1e30;
  int count = WORK / size;
  for (int run = 0; run < RUNS; run++) {
    /* The inverse is not scaled: without new samples they would grow beyond all bounds. */
    for (int i = 0; i < size; i++) samples[i] = i * 7919 % 1000 / 500.0f - 1;
    double start = microseconds();
    for (int i = 0; i < count; i++) fftwf_execute(to);
    double half = microseconds();
    for (int i = 0; i < count; i++) fftwf_execute(from);
    forward = least(forward, (half - start) / count);
    inverse = least(inverse, (microseconds() - half) / count);
  }
  report(name, size, forward, inverse);
}

static void time_kissfft(int size) {
  kiss_fftr_cfg to = kiss_fftr_alloc(size, 0, 0, 0), from = kiss_fftr_alloc(size, 1, 0, 0);
  static float samples[8192];
  static kiss_fft_cpx spectrum[4097];
  double forward = 1e30, inverse = 1e30;
  int count = WORK / size;
  for (int run = 0; run < RUNS; run++) {
    for (int i = 0; i < size; i++) samples[i] = i * 7919 % 1000 / 500.0f - 1;
    double start = microseconds();
    for (int i = 0; i < count; i++) kiss_fftr(to, samples, spectrum);
    double half = microseconds();
    for (int i = 0; i < count; i++) kiss_fftri(from, spectrum, samples);
    forward = least(forward, (half - start) / count);
    inverse = least(inverse, (microseconds() - half) / count);
  }
  report("kissfft", size, forward, inverse);
}

int main(int count, char **arguments) {
  if (count > 1 && !strcmp(arguments[1], "--version")) return !printf("%s\n", fftwf_version);
  for (int size = 256; size <= 8192; size *= 2) {
    time_fftw("FFTW", 0, size);
    time_fftw("FFTW, plain", FFTW_NO_SIMD, size);
    time_kissfft(size);
  }
  return 0;
}
