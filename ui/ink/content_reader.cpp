// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/content_reader.h"

#include "core/reading/picture_ink.h"
#include "ui/picture/image_file.h"

#include <utility>

namespace numeral::ui {

ContentReader::ContentReader(QObject* parent)
    : QObject(parent)
{
}

bool ContentReader::setWeights(const WeightsSnapshot& weights)
{
    if (!m_reader.setWeights(weights)) {
        return false;
    }
    if (isReading()) {
        read(m_content); // starts again with these weights
    } else {
        Q_EMIT answered();
    }
    return true;
}

void ContentReader::read(const CanvasContent& content)
{
    m_content = content;
    m_job.cancel();
    if (content.picture.isNull()) {
        m_reader.read(content.ink);
    } else if (const GreyImage picture = lightnessOf(content.picture); isSmall(picture)) {
        m_reader.read(picture);
    } else {
        readInBackground(picture);
    }
    Q_EMIT answered();
}

void ContentReader::readInBackground(const GreyImage& picture)
{
    m_reader.read(Ink()); // no answer until it is read
    m_job.startLatest(
        [model = m_reader.model(), picture](JobControl&) {
            Reader reader;
            reader.setModel(model);
            reader.read(picture);
            return reader;
        },
        [this](Reader reader) {
            m_reader = std::move(reader);
            Q_EMIT answered();
        });
}

} // namespace numeral::ui
