// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>

class QSpinBox;

namespace numeral::ui {

/// Spin box for the seed, with a dice button that draws a random one.
class SeedField final : public QWidget {
    Q_OBJECT

public:
    explicit SeedField(QWidget* parent = nullptr);

    std::int64_t seed() const;
    void setSeed(std::int64_t seed);

Q_SIGNALS:
    void changed();

private:
    QSpinBox* m_seed;
};

} // namespace numeral::ui
