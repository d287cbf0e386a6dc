// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/reader_switch.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

/// QAbstractButton::setText() takes the shortcut away.
void setLabel(QAbstractButton& button, const QString& text)
{
    const QKeySequence keys = button.shortcut();
    button.setText(text);
    button.setShortcut(keys);
}

void identify(
    QAbstractButton& button, const char* name, const QKeySequence& keys, const QString& toolTip)
{
    button.setObjectName(QLatin1String(name));
    button.setShortcut(keys);
    button.setToolTip(
        toolTip + QStringLiteral(" (%1)").arg(keys.toString(QKeySequence::NativeText)));
}

QToolButton* segment(const char* name, const QKeySequence& keys, const QString& toolTip)
{
    auto* button = new QToolButton;
    identify(*button, name, keys, toolTip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return button;
}

QString withFigure(const QString& name, const QString& figure)
{
    return figure.isEmpty() ? name : ReaderSwitch::tr("%1 · %2").arg(name, figure);
}

} // namespace

ReaderSwitch::ReaderSwitch(QWidget* parent)
    : QWidget(parent)
    , m_row(new QWidget)
    , m_builtIn(segment(
          "readBuiltIn", QStringLiteral("Ctrl+1"), tr("Read drawings with the built-in network")))
    , m_own(segment("readOwn", QStringLiteral("Ctrl+2"), tr("Read drawings with your network")))
    , m_both(new QCheckBox)
    , m_note(new QLabel)
    , m_offer(new QPushButton)
{
    auto* group = new QButtonGroup(this); // exclusive
    group->addButton(m_builtIn);
    group->addButton(m_own);
    m_builtIn->setChecked(true);
    identify(
        *m_both, "readBoth", QStringLiteral("Ctrl+3"), tr("Show the other network’s answer, too"));
    setLabel(*m_both, tr("Both"));
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_builtIn);
    row->addWidget(m_own);
    row->addStretch(1);
    row->addWidget(m_both);

    m_note->setObjectName(QStringLiteral("readerNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText); // it names classes and data sets
    m_offer->setObjectName(QStringLiteral("readerOffer"));
    auto* note = new QHBoxLayout;
    note->addWidget(m_note, 1);
    note->addWidget(m_offer, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
    layout->addLayout(note);

    connect(m_builtIn, &QToolButton::clicked, this, [this] { Q_EMIT chosen(Reading::BuiltIn); });
    connect(m_own, &QToolButton::clicked, this, [this] { Q_EMIT chosen(Reading::Own); });
    connect(m_both, &QCheckBox::toggled, this, &ReaderSwitch::showsBothChanged);
    connect(m_offer, &QPushButton::clicked, this, [this] { Q_EMIT chosen(m_offered); });
    setNetworks({}, std::nullopt);
    setNote({}, std::nullopt);
}

void ReaderSwitch::setNetworks(
    const QString& builtIn, const std::optional<QString>& own, const QString& ownName)
{
    m_ownName = ownName;
    m_figures = {builtIn, own.value_or(QString())};
    m_row->setVisible(own.has_value());
    setVisible(own || !m_note->text().isEmpty());
    showNames(false);
    m_builtIn->setMinimumWidth(m_builtIn->sizeHint().width());
    m_own->setMinimumWidth(m_own->sizeHint().width());
    showNames(true);
    m_neededWidth = m_row->layout()->sizeHint().width();
    showNames(width() >= m_neededWidth);
}

void ReaderSwitch::showNames(bool withFigures)
{
    setLabel(*m_builtIn, withFigure(tr("Built-in"), withFigures ? m_figures.first : QString()));
    setLabel(*m_own, withFigure(m_ownName, withFigures ? m_figures.second : QString()));
}

void ReaderSwitch::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showNames(width() >= m_neededWidth);
}

void ReaderSwitch::setReading(Reading reading)
{
    (reading == Reading::BuiltIn ? m_builtIn : m_own)->setChecked(true);
}

void ReaderSwitch::setNote(const QString& sentence, std::optional<Reading> offered)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
    m_offered = offered.value_or(Reading::BuiltIn);
    m_offer->setText(
        m_offered == Reading::BuiltIn ? tr("Use Built-in") : tr("Use %1").arg(m_ownName));
    m_offer->setVisible(offered.has_value());
    setVisible(!m_row->isHidden() || !sentence.isEmpty());
}

bool ReaderSwitch::showsBoth() const
{
    return m_both->isChecked() && !m_row->isHidden();
}

} // namespace numeral::ui
