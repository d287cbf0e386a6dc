// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"

#include "core/exchange/named_tensors.h"

#include <array>
#include <charconv>
#include <string>

namespace numeral {

namespace {

constexpr std::size_t pieceSize = std::size_t{64} * 1024;

/// Buffers lines and writes them to the sink in chunks of at most pieceSize bytes.
class LineWriter {
public:
    explicit LineWriter(ByteSink& sink)
        : m_sink(sink)
    {
        m_piece.reserve(pieceSize);
    }

    /// `line` is shorter than a chunk.
    Result<void> add(std::string_view line)
    {
        if (m_piece.size() + line.size() > pieceSize) {
            if (Result<void> flushed = flush(); !flushed) {
                return flushed;
            }
        }
        m_piece += line;
        return {};
    }

    Result<void> flush()
    {
        Result<void> written = m_sink.write(m_piece);
        m_piece.clear();
        return written;
    }

private:
    ByteSink& m_sink;
    std::string m_piece;
};

template <typename Number>
void appendNumber(std::string& text, Number number)
{
    std::array<char, 32> digits{}; // the longest, a 64-bit integer, has 20
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

Result<void> writeTensor(const NamedTensor& tensor, LineWriter& lines)
{
    const std::size_t columns = tensor.size() / tensor.shape.front();
    std::string line;
    for (std::size_t i = 0; i < tensor.values.size(); ++i) {
        line = tensor.name;
        line += ',';
        appendNumber(line, i / columns);
        line += ',';
        appendNumber(line, i % columns);
        line += ',';
        appendNumber(line, tensor.values[i]);
        line += '\n';
        if (Result<void> added = lines.add(line); !added) {
            return added;
        }
    }
    return {};
}

} // namespace

Result<void> writeCsv(const Model& model, ByteSink& sink)
{
    LineWriter lines(sink);
    if (Result<void> added = lines.add("tensor,row,column,value\n"); !added) {
        return added;
    }
    for (const NamedTensor& tensor : namedTensors(*model.weights)) {
        if (Result<void> written = writeTensor(tensor, lines); !written) {
            return written;
        }
    }
    return lines.flush();
}

} // namespace numeral
