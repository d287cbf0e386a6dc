// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/npz.h"

#include "core/exchange/named_tensors.h"

#include <zip.h>

#include <memory>

namespace numeral {

namespace {

/// 1 January 1980, midnight: the earliest time stamp that a zip file can hold.
constexpr zip_uint16_t firstDosDate = (1U << 5U) | 1U;
constexpr zip_uint16_t firstDosTime = 0;

struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct ReleaseSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, DiscardArchive>;
using Source = std::unique_ptr<zip_source_t, ReleaseSource>;

class ZipError {
public:
    ZipError() { zip_error_init(&m_error); }
    ZipError(const ZipError&) = delete;
    ZipError& operator=(const ZipError&) = delete;
    ~ZipError() { zip_error_fini(&m_error); }

    zip_error_t* get() { return &m_error; }

private:
    zip_error_t m_error{};
};

tl::unexpected<Error> zipFailure(zip_error_t* error)
{
    return failure(ErrorCode::FileNotWritten,
        std::string("The NPZ archive could not be put together: ") + zip_error_strerror(error)
            + ".");
}

/// A tuple in Python's notation: "(50, 784)", "(50,)".
std::string pythonTuple(const std::vector<std::size_t>& shape)
{
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    return text + (shape.size() == 1 ? ",)" : ")");
}

std::string npyFile(const NamedTensor& tensor)
{
    constexpr std::size_t alignment = 64; // of the array's first byte
    constexpr std::size_t prefixSize = 10; // magic, version, length of the dictionary
    std::string dictionary
        = "{'descr': '<f4', 'fortran_order': False, 'shape': " + pythonTuple(tensor.shape) + ", }";
    const std::size_t unpadded = prefixSize + dictionary.size() + 1;
    dictionary.append((alignment - unpadded % alignment) % alignment, ' ');
    dictionary += '\n';

    std::string file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(dictionary.size() & 0xFFU);
    file += static_cast<char>(dictionary.size() >> 8U);
    file += dictionary;
    file += bytesOf(tensor.values);
    return file;
}

/// `content` must stay valid until the archive is closed.
bool addEntry(zip_t* archive, const std::string& name, const std::string& content)
{
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (source == nullptr) {
        return false;
    }
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    const auto entry = static_cast<zip_uint64_t>(index);
    return zip_set_file_compression(archive, entry, ZIP_CM_STORE, 0) == 0
        && zip_file_set_dostime(archive, entry, firstDosTime, firstDosDate, 0) == 0;
}

Result<void> fillArchive(zip_source_t* buffer, const Weights& weights)
{
    ZipError error;
    Archive archive(zip_open_from_source(buffer, ZIP_TRUNCATE, error.get()));
    if (archive == nullptr) {
        return zipFailure(error.get());
    }
    zip_source_keep(buffer); // the archive frees one reference, the caller the other

    const std::vector<NamedTensor> tensors = namedTensors(weights);
    std::vector<std::string> files;
    files.reserve(tensors.size());
    for (const NamedTensor& tensor : tensors) {
        files.push_back(npyFile(tensor));
        if (!addEntry(archive.get(), tensor.name + ".npy", files.back())) {
            return zipFailure(zip_get_error(archive.get()));
        }
    }
    if (zip_close(archive.get()) != 0) {
        return zipFailure(zip_get_error(archive.get()));
    }
    // zip_close has freed the archive already.
    static_cast<void>(archive.release()); // NOLINT(bugprone-unused-return-value)
    return {};
}

Result<void> copyToSink(zip_source_t* buffer, ByteSink& sink)
{
    if (zip_source_open(buffer) != 0) {
        return zipFailure(zip_source_error(buffer));
    }
    std::string piece(std::size_t{64} * 1024, '\0');
    for (;;) {
        const zip_int64_t count = zip_source_read(buffer, piece.data(), piece.size());
        if (count < 0) {
            return zipFailure(zip_source_error(buffer));
        }
        if (count == 0) {
            return {};
        }
        const std::string_view bytes(piece.data(), static_cast<std::size_t>(count));
        if (Result<void> written = sink.write(bytes); !written) {
            return written;
        }
    }
}

} // namespace

Result<void> writeNpz(const Model& model, ByteSink& sink)
{
    ZipError error;
    const Source buffer(zip_source_buffer_create(nullptr, 0, 0, error.get()));
    if (buffer == nullptr) {
        return zipFailure(error.get());
    }
    if (Result<void> filled = fillArchive(buffer.get(), *model.weights); !filled) {
        return filled;
    }
    return copyToSink(buffer.get(), sink);
}

} // namespace numeral
