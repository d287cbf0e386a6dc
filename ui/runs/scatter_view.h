// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/sweep_axes.h"

#include <QWidget>

#include <memory>
#include <set>

namespace numeral::ui {

/// Small multiples: for each setting, what runs are judged by over its values, with how much of the
/// differences it explains.
class ScatterView final : public QWidget {
    Q_OBJECT

public:
    explicit ScatterView(QWidget* parent = nullptr);

    /// The chosen runs are dark, all others faint.
    void setPicture(
        const std::shared_ptr<const SweepPicture>& picture, const std::set<std::size_t>& chosen);

    QSize sizeHint() const override { return {500, 140}; }
    QSize minimumSizeHint() const override { return {200, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintOne(QPainter& painter, const QRectF& cell, std::size_t setting) const;
    QString titleOf(std::size_t setting) const;

    std::shared_ptr<const SweepPicture> m_picture;
    std::set<std::size_t> m_chosen;
};

} // namespace numeral::ui
