// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

#include <string>
#include <vector>

class QListWidget;
class QListWidgetItem;

namespace numeral::ui {

/// Says which classes of the data set are used; a click opens a list to tick them in.
class ClassesField final : public QPushButton {
    Q_OBJECT

public:
    explicit ClassesField(QWidget* parent = nullptr);

    /// Sets what can be chosen from; what was chosen stays as far as it is there.
    void setClasses(const std::vector<std::string>& classes);

    /// The names of the used classes; none for all.
    const std::vector<std::string>& used() const { return m_used; }
    void setUsed(const std::vector<std::string>& names);

    QSize sizeHint() const override;

Q_SIGNALS:
    void changed();

private:
    void fillList();
    void readList();
    void tickAll();
    void showText();

    QListWidget* m_list;
    std::vector<std::string> m_classes;
    std::vector<std::string> m_used;
};

} // namespace numeral::ui
