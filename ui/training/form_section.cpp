// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/form_section.h"

#include "ui/appearance/appearance.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace numeral::ui {

FormSection::FormSection(const QString& name, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_header(new QToolButton)
    , m_note(new QLabel)
    , m_content(new QWidget)
    , m_rows(new QFormLayout(m_content))
{
    m_header->setObjectName(name);
    m_header->setText(title);
    m_header->setCheckable(true);
    m_header->setAutoRaise(true);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_note->setObjectName(name + QStringLiteral("Note"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(0, 0, spacing::unit, 0); // the scroll bar follows
    top->addWidget(m_header);
    top->addStretch(1);
    top->addWidget(m_note);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_content);
    connect(m_header, &QToolButton::clicked, this, [this](bool open) {
        setOpen(open);
        if (open) {
            // Once the layout has made room for it.
            QTimer::singleShot(0, this, [this] { scrollTo(); });
        }
    });
    setOpen(false);
}

void FormSection::addWide(QWidget* widget)
{
    m_rows->addRow(widget);
}

/// Scrolls the expanded rows into view.
void FormSection::scrollTo()
{
    for (QWidget* parent = parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            area->ensureWidgetVisible(m_content, 0, 0);
            area->ensureWidgetVisible(m_header, 0, 0);
        }
    }
}

void FormSection::setNote(const QString& note)
{
    m_note->setText(note);
}

void FormSection::setOpen(bool open)
{
    m_header->setChecked(open);
    m_header->setArrowType(open ? Qt::DownArrow : isRightToLeft() ? Qt::LeftArrow : Qt::RightArrow);
    m_content->setVisible(open);
}

} // namespace numeral::ui
