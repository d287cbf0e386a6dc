// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;
class QToolButton;

namespace numeral::ui {

/// Collapsible section of a form, collapsed at first. A note beside the title sums up its rows.
class FormSection final : public QWidget {
    Q_OBJECT

public:
    FormSection(const QString& name, const QString& title, QWidget* parent = nullptr);

    QFormLayout& rows() const { return *m_rows; }

    /// Adds a widget over the full width, below the rows so far.
    void addWide(QWidget* widget);

    void setNote(const QString& note);
    void setOpen(bool open);

private:
    void scrollTo();

    QToolButton* m_header;
    QLabel* m_note;
    QWidget* m_content;
    QFormLayout* m_rows;
};

} // namespace numeral::ui
