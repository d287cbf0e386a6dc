// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kernels' code, included by one file for each instruction set, which says in
// NUMERAL_KERNELS what its namespace is and what `Kernels::name` says. Everything is inside that
// namespace: an inline function of a common one, compiled for AVX-512 here, might be what the
// linker keeps for a processor that has none.

#include "core/engine/kernels/kernels.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace numeral::kernels::NUMERAL_KERNELS {

namespace {

#if defined(__AVX512F__)
constexpr int lanes = 16;
constexpr int tileRows = 6; // with tileVectors sums, the products' sums fill the registers
constexpr int tileVectors = 4;
#elif defined(__AVX2__)
constexpr int lanes = 8;
constexpr int tileRows = 6;
constexpr int tileVectors = 2;
#else
constexpr int lanes = 4;
constexpr int tileRows = 4;
constexpr int tileVectors = 2;
#endif

constexpr int fewVectors = 2;
constexpr int learningRows = 4; // divides a panel's width, so that a tile lies in one panel
constexpr int listedVectors = lanes == 16 ? 4 : 8;

/// Pixels whose weights for listedVectors stay in the innermost cache.
constexpr std::size_t pixelsInCache = 32'768 / (listedVectors * lanes * sizeof(float));
static_assert(pixelsInCache <= mostPixelsInCache);

constexpr int width = static_cast<int>(panelWidth);
constexpr int vectorsInPanel = width / lanes;

using Floats = float __attribute__((vector_size(lanes * sizeof(float))));
using Ints = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t))));

inline Floats load(const float* from)
{
    return *reinterpret_cast<const Floats*>(from);
}

inline void store(float* to, Floats vector)
{
    *reinterpret_cast<Floats*>(to) = vector;
}

inline Floats all(float value)
{
    return value - Floats{};
}

inline Floats larger(Floats a, Floats b)
{
    return a > b ? a : b;
}

inline Floats squareRoot(Floats vector)
{
#if defined(__AVX512F__)
    return _mm512_sqrt_ps(vector);
#elif defined(__AVX2__)
    return _mm256_sqrt_ps(vector);
#elif defined(__SSE2__)
    return _mm_sqrt_ps(vector);
#else
    for (int i = 0; i < lanes; ++i) {
        vector[i] = __builtin_sqrtf(vector[i]);
    }
    return vector;
#endif
}

/// The vectors that `columns` columns need; the last panel's others stay zero.
constexpr int vectorsFor(std::size_t columns)
{
    return static_cast<int>((columns + lanes - 1) / lanes);
}

/// Where vector `v` of a row begins, in a matrix in panels of `rows` rows.
inline std::size_t vectorOffset(int v, std::size_t rows)
{
    return static_cast<std::size_t>(v / vectorsInPanel) * rows * panelWidth
        + static_cast<std::size_t>(v % vectorsInPanel) * lanes;
}

template <int value>
struct Constant {
    static constexpr int number = value;
};

/// Calls `function(Constant<n>)` for the n that is `count`, 1 … largest.
template <int largest, typename Function>
inline void withConstant(int count, const Function& function)
{
    if constexpr (largest == 1) {
        function(Constant<1>());
    } else if (count == largest) {
        function(Constant<largest>());
    } else {
        withConstant<largest - 1>(count, function);
    }
}

/// Goes over a row's vectors in groups of at most `largest`: function(first, Constant<count>).
template <int largest, typename Function>
inline void inGroups(int vectors, const Function& function)
{
    const int groups = (vectors + largest - 1) / largest;
    for (int group = 0, first = 0; group < groups; ++group) {
        // Groups of nearly one size: a narrow one has too few sums to keep the processor busy.
        const int count = (vectors - first + groups - group - 1) / (groups - group);
        withConstant<largest>(count, [&](auto constant) { function(first, constant); });
        first += count;
    }
}

/// Goes over a range of rows in tiles of at most `largest`: function(first, Constant<count>).
template <int largest, typename Function>
inline void inTiles(Range range, const Function& function)
{
    std::size_t row = range.first;
    for (; row + largest <= range.last; row += largest) {
        function(row, Constant<largest>());
    }
    if constexpr (largest > 1) {
        if (row < range.last) {
            inTiles<largest / 2>({row, range.last}, function);
        }
    }
}

constexpr struct Shades {
    float values[256];
    constexpr Shades()
        : values()
    {
        for (int i = 0; i < 256; ++i) {
            values[i] = static_cast<float>(i) * (1.0F / 255.0F);
        }
    }
} shades;

#if defined(__AVX2__) && !defined(__AVX512F__)
/// For each of 256 masks the places of its ones, lowest first.
constexpr struct Places {
    std::uint8_t values[256][8];
    constexpr Places()
        : values()
    {
        for (int mask = 0; mask < 256; ++mask) {
            int count = 0;
            for (int bit = 0; bit < 8; ++bit) {
                if ((mask >> bit & 1) != 0) {
                    values[mask][count++] = static_cast<std::uint8_t>(bit);
                }
            }
        }
    }
} places;
#endif

/// Lists the bytes that aren't 0, numbered from `number` on; gives how many they are. `entries` has
/// room for listSlack more.
std::size_t list(const std::uint8_t* bytes, std::size_t size, Entry number, Entry* entries)
{
    std::size_t count = 0;
    std::size_t i = 0;
#if defined(__AVX512F__)
    __m512i places = _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48,
        47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25,
        24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    for (; i < size; i += 64) {
        const __mmask64 there = size - i >= 64 ? ~__mmask64{0} : (__mmask64{1} << (size - i)) - 1;
        const __m512i values = _mm512_maskz_loadu_epi8(there, bytes + i);
        const __mmask64 ink = _mm512_test_epi8_mask(values, values);
        const auto found = static_cast<std::size_t>(__builtin_popcountll(ink));
        const __m512i inkValues = _mm512_maskz_compress_epi8(ink, values);
        const __m512i inkPlaces = _mm512_maskz_compress_epi8(ink, places);
        const __m512i base = _mm512_set1_epi32(static_cast<int>(number + i));
        const auto write = [&](std::size_t at, __m128i value, __m128i place) {
            _mm512_storeu_si512(entries + count + at,
                _mm512_or_si512(_mm512_slli_epi32(_mm512_cvtepu8_epi32(value), entryValueShift),
                    _mm512_add_epi32(_mm512_cvtepu8_epi32(place), base)));
        };
        write(0, _mm512_castsi512_si128(inkValues), _mm512_castsi512_si128(inkPlaces));
        write(16, _mm512_extracti32x4_epi32(inkValues, 1), _mm512_extracti32x4_epi32(inkPlaces, 1));
        if (found > 32) {
            write(32, _mm512_extracti32x4_epi32(inkValues, 2),
                _mm512_extracti32x4_epi32(inkPlaces, 2));
            write(48, _mm512_extracti32x4_epi32(inkValues, 3),
                _mm512_extracti32x4_epi32(inkPlaces, 3));
        }
        count += found;
    }
    return count;
#elif defined(__AVX2__)
    __m256i numbers = _mm256_add_epi32(
        _mm256_set1_epi32(static_cast<int>(number)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    for (; i + 8 <= size; i += 8) {
        const __m256i values
            = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes + i)));
        const __m256i paper = _mm256_cmpeq_epi32(values, _mm256_setzero_si256());
        const unsigned ink
            = ~static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(paper))) & 0xFFU;
        const __m256i packed = _mm256_or_si256(_mm256_slli_epi32(values, entryValueShift), numbers);
        const __m256i order = _mm256_cvtepu8_epi32(
            _mm_loadl_epi64(reinterpret_cast<const __m128i*>(places.values[ink])));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(entries + count),
            _mm256_permutevar8x32_epi32(packed, order));
        count += static_cast<std::size_t>(__builtin_popcount(ink));
        numbers = _mm256_add_epi32(numbers, _mm256_set1_epi32(8));
    }
#endif
    for (; i < size; ++i) {
        entries[count] = (number + static_cast<Entry>(i)) | Entry{bytes[i]} << entryValueShift;
        count += bytes[i] != 0 ? 1 : 0;
    }
    return count;
}

/// sums[v] += Σ value · matrix row: the rows that the entries name, of the vectors at `columns`.
template <int vectors>
inline void addListed(Floats (&sums)[vectors], const Entry* entries, std::size_t count,
    const float* const (&columns)[vectors])
{
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = entries[i] & entryPlace;
        const float value = shades.values[entries[i] >> entryValueShift];
        for (int v = 0; v < vectors; ++v) {
            sums[v] += load(columns[v] + row * panelWidth) * value;
        }
    }
}

/// Asks for a piece of an image, to have it in the second cache when it is read.
inline void prefetch(const std::uint8_t* bytes, std::size_t size)
{
    constexpr std::size_t cacheLine = 64;
    for (std::size_t i = 0; i < size; i += cacheLine) {
        __builtin_prefetch(bytes + i, 0, 2);
    }
}

using Bytes = std::uint8_t __attribute__((vector_size(panelWidth)));

/// The 16 bytes from `bytes` on, of which only `count` may be read; the others are 0.
inline Bytes loadBytes(const std::uint8_t* bytes, std::size_t count)
{
    Bytes loaded{};
    if (count >= panelWidth) {
        __builtin_memcpy(&loaded, bytes, panelWidth);
    } else {
        __builtin_memcpy(&loaded, bytes, count);
    }
    return loaded;
}

/// 16 pixels as 0–1.
inline void writeShades(float* to, Bytes bytes)
{
#if defined(__AVX512F__)
    const __m512i whole = _mm512_cvtepu8_epi32(reinterpret_cast<__m128i>(bytes));
    store(to, _mm512_cvtepi32_ps(whole) * (1.0F / 255.0F));
#elif defined(__AVX2__)
    const auto low = reinterpret_cast<__m128i>(bytes);
    const __m128i high = _mm_unpackhi_epi64(low, low);
    store(to, _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(low)) * (1.0F / 255.0F));
    store(to + lanes, _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(high)) * (1.0F / 255.0F));
#else
    std::uint8_t values[panelWidth];
    __builtin_memcpy(values, &bytes, panelWidth);
    for (std::size_t i = 0; i < panelWidth; ++i) {
        to[i] = static_cast<float>(values[i]) * (1.0F / 255.0F);
    }
#endif
}

/// Some rows' pixels as 0–1, in panels of range.last − range.first rows. Gives how many aren't 0.
std::size_t spread(
    const Images& images, Range range, std::size_t first, std::size_t size, float* matrix)
{
    const std::size_t rows = range.last - range.first;
    std::size_t ink = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint8_t* const image = images.image(range.first + row) + first;
        Bytes inkOfLanes{};
        for (std::size_t i = 0; i < size; i += panelWidth) {
            const Bytes bytes = loadBytes(image + i, size - i);
            writeShades(matrix + i * rows + row * panelWidth, bytes);
            inkOfLanes -= reinterpret_cast<Bytes>(bytes != 0); // at most spreadPixels / 16
        }
        for (std::size_t i = 0; i < panelWidth; ++i) {
            ink += inkOfLanes[i];
        }
    }
    return ink;
}

std::size_t forwardListed(const Images& images, const Layer& layer, float* output, std::size_t rows,
    Range range, const Scratch& scratch)
{
    // Block by block of pixels, all images: so a block's weights are read from the outer caches
    // once, not once an image. Each image's sums wait in the output meanwhile.
    constexpr std::size_t stride = pixelsInCache + listSlack;
    std::size_t counts[rowsAtOnce];
    std::size_t ink = 0;
    for (std::size_t first = 0; first < images.pixels; first += pixelsInCache) {
        const std::size_t size
            = images.pixels - first < pixelsInCache ? images.pixels - first : pixelsInCache;
        for (std::size_t row = range.first; row < range.last; ++row) {
            std::size_t& count = counts[row - range.first];
            count = list(images.image(row) + first, size, static_cast<Entry>(first),
                scratch.entries + (row - range.first) * stride);
            ink += count;
        }
        const bool rectified = first + size == images.pixels && layer.rectified;
        inGroups<listedVectors>(vectorsFor(layer.outputs), [&](int group, auto constant) {
            constexpr int vectors = decltype(constant)::number;
            const float* columns[vectors];
            float* sumColumns[vectors];
            for (int v = 0; v < vectors; ++v) {
                columns[v] = layer.weights + vectorOffset(group + v, layer.inputs);
                sumColumns[v] = output + vectorOffset(group + v, rows);
            }
            for (std::size_t row = range.first; row < range.last; ++row) {
                if (group == 0 && row < images.upcoming) {
                    prefetch(images.image(rows + row) + first, size);
                }
                Floats sums[vectors];
                for (int v = 0; v < vectors; ++v) {
                    sums[v] = load(first == 0 ? layer.bias + (group + v) * lanes
                                              : sumColumns[v] + row * panelWidth);
                }
                addListed(sums, scratch.entries + (row - range.first) * stride,
                    counts[row - range.first], columns);
                for (int v = 0; v < vectors; ++v) {
                    store(sumColumns[v] + row * panelWidth,
                        rectified ? larger(sums[v], Floats{}) : sums[v]);
                }
            }
        });
    }
    return ink;
}

/// sums[r][v] += Σ left(r, k) · right(k, v), over k in order. Row r of the left side is at
/// left + r · rowStride; its element k is in panel k / 16, `panelStride` behind the last.
template <int rowCount, int vectors>
inline void multiplyRows(Floats (&sums)[rowCount][vectors], const float* left, std::size_t leftRows,
    std::size_t depth, const float* right, std::size_t rightRows)
{
    for (std::size_t first = 0; first < depth;
         first += panelWidth, left += leftRows * panelWidth, right += panelWidth * panelWidth) {
        const std::size_t count = depth - first < panelWidth ? depth - first : panelWidth;
#pragma GCC unroll 2
        for (std::size_t k = 0; k < count; ++k) {
            Floats column[vectors];
            for (int v = 0; v < vectors; ++v) {
                column[v] = load(right + k * panelWidth + vectorOffset(v, rightRows));
            }
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] += left[static_cast<std::size_t>(r) * panelWidth + k] * column[v];
                }
            }
        }
    }
}

/// What a product is a part of: where its sums start from, and whether they are complete then.
struct Part {
    bool first = true; ///< from the bias, not from what is in the output
    bool last = true;
};

/// output += or = input · weights, for `depth` of the layer's inputs, `largest` vectors of the
/// output at a time. The input's row 0 belongs to the output's row range.first.
template <int largest>
void forwardInGroups(const float* input, std::size_t inputRows, std::size_t depth,
    const float* weights, const Layer& layer, float* output, std::size_t rows, Range range,
    Part part)
{
    inGroups<largest>(vectorsFor(layer.outputs), [&](int first, auto vectorConstant) {
        constexpr int vectors = decltype(vectorConstant)::number;
        const float* const right = weights + vectorOffset(first, layer.inputs);
        inTiles<tileRows>(range, [&](std::size_t row, auto rowConstant) {
            constexpr int rowCount = decltype(rowConstant)::number;
            const auto place = [&](int r, int v) {
                return output + vectorOffset(first + v, rows)
                    + (row + static_cast<std::size_t>(r)) * panelWidth;
            };
            Floats sums[rowCount][vectors];
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] = load(part.first ? layer.bias + (first + v) * lanes : place(r, v));
                }
            }
            multiplyRows(sums, input + (row - range.first) * panelWidth, inputRows, depth, right,
                layer.inputs);
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    store(place(r, v),
                        part.last && layer.rectified ? larger(sums[r][v], Floats{}) : sums[r][v]);
                }
            }
        });
    });
}

std::size_t forwardSpread(const Images& images, const Layer& layer, float* output, std::size_t rows,
    Range range, const Scratch& scratch)
{
    std::size_t ink = 0;
    for (std::size_t first = 0; first < images.pixels; first += spreadPixels) {
        const std::size_t size
            = images.pixels - first < spreadPixels ? images.pixels - first : spreadPixels;
        for (std::size_t row = range.first; row < range.last && row < images.upcoming; ++row) {
            prefetch(images.image(rows + row) + first, size);
        }
        ink += spread(images, range, first, size, scratch.spread);
        forwardInGroups<tileVectors>(scratch.spread, range.last - range.first, size,
            layer.weights + first * panelWidth, layer, output, rows, range,
            {first == 0, first + size == images.pixels});
    }
    return ink;
}

void forward(const float* input, const Layer& layer, float* output, std::size_t rows, Range range)
{
    // A group's weights are read once for each tile of rows: they had better stay in the cache.
    constexpr std::size_t cacheForGroup = 131'072;
    const float* const left = input + range.first * panelWidth;
    if (layer.inputs * tileVectors * sizeof(Floats) <= cacheForGroup) {
        forwardInGroups<tileVectors>(
            left, rows, layer.inputs, layer.weights, layer, output, rows, range, {});
    } else {
        forwardInGroups<fewVectors>(
            left, rows, layer.inputs, layer.weights, layer, output, rows, range, {});
    }
}

/// e to the power of x ≤ 0: x = n · ln 2 + r with ln 2 in two parts (Cody & Waite 1980), e^r by its
/// Taylor polynomial of degree 7, |r| ≤ ln 2 / 2. Relative error below 2^-22; 0 for x < −87.
inline Floats exponential(Floats x)
{
    const Floats rounder = all(12'582'912.0F); // 1.5 · 2^23: what is added to it is rounded
    const Floats given = x;
    x = larger(x, all(-87.0F));
    const Floats shifted = x * 1.442695040888963F + rounder;
    const Floats n = shifted - rounder;
    const Floats r = (x - n * 0.693145751953125F) - n * 1.428606765330187e-6F;
    constexpr float factors[] = {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 1.0F / 2, 1.0F, 1.0F};
    Floats sum = all(1.0F / 5040);
    for (const float factor : factors) {
        sum = sum * r + factor;
    }
    const Ints power = (reinterpret_cast<Ints>(shifted) - reinterpret_cast<Ints>(rounder)) << 23;
    const Floats result = reinterpret_cast<Floats>(reinterpret_cast<Ints>(sum) + power);
    return given >= -87.0F ? result : given < -87.0F ? Floats{} : given; // not a number stays so
}

inline float& element(float* matrix, std::size_t rows, std::size_t row, std::size_t column)
{
    return matrix[column / panelWidth * rows * panelWidth + row * panelWidth + column % panelWidth];
}

void crossEntropy(const float* logits, std::size_t classes, const std::uint8_t* labels, float scale,
    float* losses, std::uint8_t* correct, float* delta, std::size_t rows, Range range)
{
    const std::size_t panels = panelsFor(classes);
    for (std::size_t row = range.first; row < range.last; ++row) {
        const auto logit = [&](std::size_t column) {
            return logits[column / panelWidth * rows * panelWidth + row * panelWidth
                + column % panelWidth];
        };
        std::size_t largest = 0;
        for (std::size_t i = 1; i < classes; ++i) {
            largest = logit(i) > logit(largest) ? i : largest;
        }
        const float top = logit(largest);
        float sum = 0;
        float exponentials[panelWidth];
        for (std::size_t p = 0; p < panels; ++p) {
            const float* const from = logits + (p * rows + row) * panelWidth;
            for (int v = 0; v < vectorsInPanel; ++v) {
                const Floats power = exponential(load(from + v * lanes) - top);
                __builtin_memcpy(exponentials + v * lanes, &power, sizeof power);
            }
            const std::size_t count
                = classes - p * panelWidth < panelWidth ? classes - p * panelWidth : panelWidth;
            for (std::size_t i = 0; i < count; ++i) {
                sum += exponentials[i];
            }
            if (delta != nullptr) {
                for (std::size_t i = count; i < panelWidth; ++i) {
                    exponentials[i] = 0;
                }
                __builtin_memcpy(
                    delta + (p * rows + row) * panelWidth, exponentials, sizeof exponentials);
            }
        }
        if (delta != nullptr) {
            for (std::size_t p = 0; p < panels; ++p) {
                float* const to = delta + (p * rows + row) * panelWidth;
                for (int v = 0; v < vectorsInPanel; ++v) {
                    store(to + v * lanes, load(to + v * lanes) * (scale / sum));
                }
            }
            element(delta, rows, row, labels[row]) -= scale;
        }
        losses[row] = static_cast<float>(__builtin_log(static_cast<double>(sum))
            - static_cast<double>(logit(labels[row]) - top));
        correct[row] = largest == labels[row] ? 1 : 0;
    }
}

/// A panel's block of rows (inputs) × 16 (outputs), turned round: 16 × 16, zeros where there is
/// no input.
inline void turnBlock(const float* block, std::size_t inputs, std::size_t outputs, float* turned,
    std::size_t turnedStride)
{
    for (std::size_t o = 0; o < outputs; ++o) {
        float* const to = turned + o * turnedStride;
        for (std::size_t i = 0; i < inputs; ++i) {
            to[i] = block[i * panelWidth + o];
        }
        for (std::size_t i = inputs; i < panelWidth; ++i) {
            to[i] = 0;
        }
    }
}

void backward(const float* delta, const Layer& layer, const float* input, float* inputDelta,
    std::size_t rows, Range range, const Scratch& scratch)
{
    constexpr int panelsAtOnce = tileVectors / vectorsInPanel > 2 ? 2
        : tileVectors / vectorsInPanel > 0                        ? tileVectors / vectorsInPanel
                                                                  : 1;
    for (std::size_t first = 0; first < layer.inputs; first += panelsAtOnce * panelWidth) {
        const std::size_t end = first + panelsAtOnce * panelWidth < layer.inputs
            ? first + panelsAtOnce * panelWidth
            : layer.inputs;
        for (std::size_t in = first; in < end; in += panelWidth) {
            float* const turned = scratch.turned + (in - first) * layer.outputs;
            const std::size_t inputs = end - in < panelWidth ? end - in : panelWidth;
            for (std::size_t out = 0; out < layer.outputs; out += panelWidth) {
                const std::size_t outputs
                    = layer.outputs - out < panelWidth ? layer.outputs - out : panelWidth;
                turnBlock(layer.weights + out * layer.inputs + in * panelWidth, inputs, outputs,
                    turned + out * panelWidth, panelWidth);
            }
        }
        inGroups<tileVectors>(vectorsFor(end - first), [&](int group, auto vectorConstant) {
            constexpr int vectors = decltype(vectorConstant)::number;
            const float* const right = scratch.turned + vectorOffset(group, layer.outputs);
            inTiles<tileRows>(range, [&](std::size_t row, auto rowConstant) {
                constexpr int rowCount = decltype(rowConstant)::number;
                Floats sums[rowCount][vectors] = {};
                multiplyRows(
                    sums, delta + row * panelWidth, rows, layer.outputs, right, layer.outputs);
                for (int r = 0; r < rowCount; ++r) {
                    for (int v = 0; v < vectors; ++v) {
                        const std::size_t at = first * rows + vectorOffset(group + v, rows)
                            + (row + static_cast<std::size_t>(r)) * panelWidth;
                        store(inputDelta + at, load(input + at) > 0.0F ? sums[r][v] : Floats{});
                    }
                }
            });
        });
    }
}

void sumColumns(const float* delta, std::size_t columns, std::size_t rows, float* sums)
{
    for (int v = 0; v < vectorsFor(columns); ++v) {
        const float* const column = delta + vectorOffset(v, rows);
        Floats sum{};
        for (std::size_t row = 0; row < rows; ++row) {
            sum += load(column + row * panelWidth);
        }
        store(sums + v * lanes, sum);
    }
}

/// Adam on one vector; gives the parameters' change.
inline Floats adamVector(
    const Learnt& learnt, std::size_t at, Floats gradient, const AdamStep& adam)
{
    const Floats first
        = load(learnt.firstMoments + at) * adam.beta1 + gradient * (1.0F - adam.beta1);
    const Floats second
        = load(learnt.secondMoments + at) * adam.beta2 + gradient * gradient * (1.0F - adam.beta2);
    const Floats change
        = first * -adam.rate / (squareRoot(second) * adam.rootCorrection + adam.epsilon);
    store(learnt.firstMoments + at, first);
    store(learnt.secondMoments + at, second);
    store(learnt.parameters + at, load(learnt.parameters + at) + change);
    return change;
}

/// Asks for the parameters and moments of the inputs that come next: the product of a tile takes
/// as long as the memory does.
template <typename RowConstant, typename VectorConstant>
inline void prefetchLearnt(const Learnt& learnt, std::size_t inputs, int first, std::size_t next,
    RowConstant /*rows*/, VectorConstant /*vectors*/)
{
    for (int v = 0; v < VectorConstant::number; ++v) {
        for (int r = 0; r < RowConstant::number; ++r) {
            const std::size_t at = vectorOffset(first + v, inputs)
                + (next + static_cast<std::size_t>(r)) * panelWidth;
            __builtin_prefetch(learnt.parameters + at, 1);
            __builtin_prefetch(learnt.firstMoments + at, 1);
            __builtin_prefetch(learnt.secondMoments + at, 1);
        }
    }
}

/// What the gradient of an input's weights starts from: the part that centring adds.
inline Floats centredStart(const Centring& centring, std::size_t input, int vector)
{
    return centring.means == nullptr
        ? Floats{}
        : load(centring.biasGradient + vector * lanes) * -centring.means[input];
}

/// `learn` where `input` begins with the panel of input number `inputBegin`.
void learnFrom(const float* input, std::size_t inputBegin, const float* delta, std::size_t rows,
    std::size_t inputs, std::size_t outputs, const Learnt& learnt, const AdamStep& adam,
    const Centring& centring, Range range)
{
    inGroups<tileVectors>(vectorsFor(outputs), [&](int first, auto vectorConstant) {
        constexpr int vectors = decltype(vectorConstant)::number;
        const float* const right = delta + vectorOffset(first, rows);
        Floats shift[vectors] = {};
        inTiles<learningRows>(range, [&](std::size_t in, auto rowConstant) {
            constexpr int rowCount = decltype(rowConstant)::number;
            const float* const left
                = input + (in - inputBegin) / panelWidth * rows * panelWidth + in % panelWidth;
            Floats sums[rowCount][vectors];
            for (int r = 0; r < rowCount; ++r) {
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v]
                        = centredStart(centring, in + static_cast<std::size_t>(r), first + v);
                }
            }
            prefetchLearnt(learnt, inputs, first, in + static_cast<std::size_t>(rowCount),
                rowConstant, vectorConstant);
            for (std::size_t k = 0; k < rows; ++k) {
                for (int r = 0; r < rowCount; ++r) {
                    for (int v = 0; v < vectors; ++v) {
                        sums[r][v] += left[k * panelWidth + static_cast<std::size_t>(r)]
                            * load(right + k * panelWidth + vectorOffset(v, rows));
                    }
                }
            }
            for (int r = 0; r < rowCount; ++r) {
                const std::size_t row = in + static_cast<std::size_t>(r);
                for (int v = 0; v < vectors; ++v) {
                    const Floats change = adamVector(learnt,
                        vectorOffset(first + v, inputs) + row * panelWidth, sums[r][v], adam);
                    if (centring.means != nullptr) {
                        shift[v] += change * centring.means[row];
                    }
                }
            }
        });
        if (centring.means != nullptr) {
            for (int v = 0; v < vectors; ++v) {
                store(centring.shift + (first + v) * lanes, shift[v]);
            }
        }
    });
}

void learn(const float* input, const float* delta, std::size_t rows, std::size_t inputs,
    std::size_t outputs, const Learnt& learnt, const AdamStep& adam, const Centring& centring,
    Range range)
{
    learnFrom(input, 0, delta, rows, inputs, outputs, learnt, adam, centring, range);
}

/// 16 × 16 bytes, turned round: four rounds of interleaving each vector with the one 8 behind it.
inline void turnBytes(Bytes (&block)[panelWidth])
{
    for (int round = 0; round < 4; ++round) {
        Bytes next[panelWidth];
        for (std::size_t i = 0; i < panelWidth / 2; ++i) {
            const Bytes a = block[i];
            const Bytes b = block[i + panelWidth / 2];
            next[2 * i] = __builtin_shufflevector(
                a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            next[2 * i + 1] = __builtin_shufflevector(
                a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        __builtin_memcpy(block, next, sizeof next);
    }
}

/// Lists for `count` ≤ 16 pixels from `first` on the rows of the batch where they aren't 0: pixel
/// i's at entries + i · stride.
void listRows(const Images& images, std::size_t rows, std::size_t first, std::size_t count,
    std::uint8_t* columns, Entry* entries, std::size_t stride, std::size_t* counts)
{
    const std::size_t columnSize = panelsFor(rows) * panelWidth;
    for (std::size_t row = 0; row < rows; row += panelWidth) {
        Bytes block[panelWidth] = {};
        for (std::size_t i = 0; i < panelWidth && row + i < rows; ++i) {
            block[i] = loadBytes(images.image(row + i) + first, count);
        }
        turnBytes(block);
        for (std::size_t i = 0; i < panelWidth; ++i) {
            __builtin_memcpy(columns + i * columnSize + row, &block[i], panelWidth);
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        counts[i] = list(columns + i * columnSize, columnSize, 0, entries + i * stride);
    }
}

void learnListed(const Images& images, const float* delta, std::size_t rows, std::size_t outputs,
    const Learnt& learnt, const AdamStep& adam, const Centring& centring, Range range,
    const Scratch& scratch)
{
    const std::size_t stride = rows + listSlack;
    auto* const columns = reinterpret_cast<std::uint8_t*>(scratch.entries + pixelsAtOnce * stride);
    std::size_t counts[pixelsAtOnce];
    for (std::size_t pixel = range.first; pixel < range.last; pixel += panelWidth) {
        const std::size_t count = range.last - pixel < panelWidth ? range.last - pixel : panelWidth;
        listRows(images, rows, pixel, count, columns,
            scratch.entries + (pixel - range.first) * stride, stride,
            counts + (pixel - range.first));
    }
    inGroups<listedVectors>(vectorsFor(outputs), [&](int first, auto constant) {
        constexpr int vectors = decltype(constant)::number;
        const float* deltaColumns[vectors];
        Floats shift[vectors] = {};
        for (int v = 0; v < vectors; ++v) {
            deltaColumns[v] = delta + vectorOffset(first + v, rows);
        }
        for (std::size_t pixel = range.first; pixel < range.last; ++pixel) {
            Floats sums[vectors];
            for (int v = 0; v < vectors; ++v) {
                sums[v] = centredStart(centring, pixel, first + v);
            }
            addListed(sums, scratch.entries + (pixel - range.first) * stride,
                counts[pixel - range.first], deltaColumns);
            for (int v = 0; v < vectors; ++v) {
                const Floats change = adamVector(learnt,
                    vectorOffset(first + v, images.pixels) + pixel * panelWidth, sums[v], adam);
                if (centring.means != nullptr) {
                    shift[v] += change * centring.means[pixel];
                }
            }
        }
        if (centring.means != nullptr) {
            for (int v = 0; v < vectors; ++v) {
                store(centring.shift + (first + v) * lanes, shift[v]);
            }
        }
    });
}

void learnSpread(const Images& images, const float* delta, std::size_t rows, std::size_t outputs,
    const Learnt& learnt, const AdamStep& adam, const Centring& centring, Range range,
    const Scratch& scratch)
{
    spread(images, {0, rows}, range.first, range.last - range.first, scratch.spread);
    // As if the matrix had all pixels: its first panel is where range.first lies.
    learnFrom(scratch.spread, range.first, delta, rows, images.pixels, outputs, learnt, adam,
        centring, range);
}

void adamStored(
    const Learnt& learnt, const float* gradient, std::size_t count, const AdamStep& adam)
{
    for (std::size_t at = 0; at < count; at += lanes) {
        adamVector(learnt, at, load(gradient + at), adam);
    }
}

} // namespace

constexpr Kernels table{NUMERAL_KERNELS_NAME, forwardListed, forwardSpread, forward, crossEntropy,
    backward, sumColumns, learn, learnListed, learnSpread, adamStored};

} // namespace numeral::kernels::NUMERAL_KERNELS
