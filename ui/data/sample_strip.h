// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QImage>
#include <QWidget>

namespace numeral::ui {

/// A row of sample images from a data set, one for each of the first ten classes that have any.
class SampleStrip final : public QWidget {
    Q_OBJECT

public:
    explicit SampleStrip(QWidget* parent = nullptr);

    /// Which of a data set's images are shown.
    enum Stage { AsCorrected, AsInFiles };

    void setDataset(const Dataset& dataset, Stage stage = AsCorrected);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    int cellSize() const;
    int cellAt(const QPoint& position) const;

    QList<QImage> m_images;
    QStringList m_names;
};

} // namespace numeral::ui
