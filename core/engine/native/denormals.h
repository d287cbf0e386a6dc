// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace numeral {

/// Treats denormal numbers as zero on this thread during its lifetime, where the processor can.
/// Adam's moments of a weight whose gradient stays 0 decay into denormals, and x86 processors take
/// more than a hundred cycles for an operation on one.
class DenormalsAreZero {
public:
    DenormalsAreZero()
    {
#ifdef __SSE2__
        constexpr unsigned flushToZero = 0x8000; // results
        constexpr unsigned denormalsAreZero = 0x0040; // operands
        _mm_setcsr(m_before | flushToZero | denormalsAreZero);
#endif
    }
    ~DenormalsAreZero()
    {
#ifdef __SSE2__
        _mm_setcsr(m_before);
#endif
    }
    DenormalsAreZero(const DenormalsAreZero&) = delete;
    DenormalsAreZero& operator=(const DenormalsAreZero&) = delete;

private:
#ifdef __SSE2__
    unsigned m_before = _mm_getcsr();
#endif
};

} // namespace numeral
