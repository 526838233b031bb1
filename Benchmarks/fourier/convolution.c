/* Times convolution by FFTW, for versus_convolution.py, as ConvolutionTimer.swift does ours: overlap-add in single precision,
   one spectrum of each block for all channels. Of two sizes of transform, twice and four times the first power of two that
   holds the response, the faster counts. Planning is not timed, the spectra of the responses are. Prints a line of JSON for
   each case. */

#define _POSIX_C_SOURCE 199309L
#include <fftw3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RATE = 48000, SOUND = 10 * RATE, LARGEST = 1 << 19, MOST = SOUND + 3 * RATE / 2, CHANNELS = 4, RUNS = 5 };

static float sound[SOUND], response[CHANNELS][3 * RATE / 2], output[CHANNELS][MOST + LARGEST];

static double milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static float number(int i, int channel) {
  uint32_t k = ((uint32_t)i + (uint32_t)channel * 1000003u) * 2654435761u;
  return ((k >> 8) & 0xffff) / 32768.0f - 1;
}

static void convolve(fftwf_plan to, fftwf_plan from, int size, int length, int channels, float *block, float *spectrum,
                     float *product, float *spectra) {
  int bins = size / 2 + 1, hop = size - length + 1;
  for (int c = 0; c < channels; c++) {
    memcpy(block, response[c], sizeof(float) * length);
    memset(block + length, 0, sizeof(float) * (size - length));
    fftwf_execute_dft_r2c(to, block, (fftwf_complex *)(spectra + 2 * (size_t)c * (bins + 3)));
    memset(output[c], 0, sizeof(float) * (SOUND + length - 1));
  }
  for (int start = 0; start < SOUND; start += hop) {
    int count = SOUND - start < hop ? SOUND - start : hop;
    memcpy(block, sound + start, sizeof(float) * count);
    memset(block + count, 0, sizeof(float) * (size - count));
    fftwf_execute_dft_r2c(to, block, (fftwf_complex *)spectrum);
    for (int c = 0; c < channels; c++) {
      const float *restrict x = spectrum, *restrict h = spectra + 2 * (size_t)c * (bins + 3);
      float *restrict y = product, scale = 1.0f / size;
      for (int k = 0; k < 2 * bins; k += 2) {
        y[k] = (x[k] * h[k] - x[k + 1] * h[k + 1]) * scale;
        y[k + 1] = (x[k] * h[k + 1] + x[k + 1] * h[k]) * scale;
      }
      fftwf_execute_dft_c2r(from, (fftwf_complex *)product, block);
      float *restrict out = output[c] + start;
      const float *restrict add = block;
      for (int i = 0; i < count + length - 1; i++) out[i] += add[i];
    }
  }
}

static void report(const char *name, unsigned flags, int length, int channels) {
  double least = 1e30;
  int best = 0;
  int first = 1;
  while (first < length) first *= 2;
  for (int size = 2 * first; size <= 4 * first; size *= 2) {
    int bins = size / 2 + 1;
    float *block = fftwf_alloc_real(size), *spectrum = fftwf_alloc_real(2 * bins), *product = fftwf_alloc_real(2 * bins);
    float *spectra = fftwf_alloc_real(2 * (size_t)channels * (bins + 3));
    fftwf_plan to = fftwf_plan_dft_r2c_1d(size, block, (fftwf_complex *)spectrum, FFTW_MEASURE | flags);
    fftwf_plan from = fftwf_plan_dft_c2r_1d(size, (fftwf_complex *)product, block, FFTW_MEASURE | flags);
    for (int run = 0; run < RUNS; run++) {
      double start = milliseconds();
      convolve(to, from, size, length, channels, block, spectrum, product, spectra);
      double time = milliseconds() - start;
      if (time < least) least = time, best = size;
    }
    fftwf_destroy_plan(to), fftwf_destroy_plan(from);
    fftwf_free(block), fftwf_free(spectrum), fftwf_free(product), fftwf_free(spectra);
  }
  double energy = 0;
  for (int i = 0; i < SOUND + length - 1; i++) energy += (double)output[channels - 1][i] * output[channels - 1][i];
  printf("{\"name\": \"%s\", \"length\": %d, \"channels\": %d, \"milliseconds\": %f, \"energy\": %.9g, \"size\": %d}\n", name,
         length, channels, least, energy, best);
  fflush(stdout);
}

int main(int count, char **arguments) {
  if (count > 1 && !strcmp(arguments[1], "--version")) return !printf("%s\n", fftwf_version);
  /* Of the largest transforms, plans by measurement take half a minute each. */
  fftwf_set_timelimit(0.5);
  static const int lengths[] = {RATE / 10, RATE / 2, 3 * RATE / 2};
  for (int i = 0; i < SOUND; i++) sound[i] = number(i, 9);
  for (int channels = 1; channels <= CHANNELS; channels += 3) {
    for (int l = 0; l < 3; l++) {
      int length = lengths[l];
      for (int c = 0; c < channels; c++)
        for (int i = 0; i < length; i++) response[c][i] = number(i, c) * (float)(length - i) / (float)length;
      report("FFTW", 0, length, channels);
      report("FFTW, plain", FFTW_NO_SIMD, length, channels);
    }
  }
  return 0;
}
