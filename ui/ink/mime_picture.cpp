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

QStringList localFilesIn(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data != nullptr ? data->urls() : QList<QUrl>()) {
        if (url.isLocalFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
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
    if (const QStringList files = localFilesIn(data); !files.isEmpty()) {
        return readImageFile(files.first().toStdString());
    }
    return failure(ErrorCode::FileUnreadable,
        translated(
            QT_TRANSLATE_NOOP("MimePicture",
                "This picture isn't on this computer. Save it as a file, then drop the file."))
            .toStdString());
}

} // namespace numeral::ui
