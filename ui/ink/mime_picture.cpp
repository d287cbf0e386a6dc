// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/mime_picture.h"

#include "ui/picture/image_file.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("MimePicture", text);
}

} // namespace

bool mayHoldPicture(const QMimeData* data)
{
    return data != nullptr && (data->hasImage() || data->hasUrls());
}

QString localFileIn(const QMimeData* data)
{
    if (data == nullptr) {
        return {};
    }
    const QList<QUrl> urls = data->urls();
    const auto local
        = std::find_if(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
    return local == urls.end() ? QString() : local->toLocalFile();
}

Result<QImage> pictureFrom(const QMimeData* data)
{
    if (!mayHoldPicture(data)) {
        return failure(ErrorCode::FileMalformed,
            translated(QT_TRANSLATE_NOOP("MimePicture", "There is no picture to paste."))
                .toStdString());
    }
    if (data->hasImage()) {
        const auto image = data->imageData().value<QImage>();
        if (!image.isNull()) {
            return flattened(downscaled(image));
        }
    }
    if (const QString file = localFileIn(data); !file.isEmpty()) {
        return readImageFile(file.toStdString());
    }
    return failure(ErrorCode::FileUnreadable,
        translated(
            QT_TRANSLATE_NOOP("MimePicture",
                "This picture isn't on this computer. Save it as a file, then drop the file."))
            .toStdString());
}

} // namespace numeral::ui
