// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <algorithm>

namespace numeral::ui {

/// A label that wraps its words and always takes the height that they need: a layout's minimum size
/// doesn't know of it, so that a dock would cut lines off.
class WrappingLabel final : public QLabel {
    Q_OBJECT

public:
    explicit WrappingLabel(const QString& text = {}, QWidget* parent = nullptr)
        : QLabel(text, parent)
    {
        setWordWrap(true);
        setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }

    void setText(const QString& text)
    {
        QLabel::setText(text);
        fit();
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QLabel::resizeEvent(event);
        fit();
    }

private:
    void fit()
    {
        setMinimumHeight(0); // else a shorter text would keep the height of a longer one
        setMinimumHeight(std::max(heightForWidth(width()), 0));
    }
};

} // namespace numeral::ui
