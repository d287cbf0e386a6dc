// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/drawing_prompt.h"

#include "ui/appearance/appearance.h"
#include "ui/ink/ink_canvas.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace numeral::ui {

DrawingPrompt::DrawingPrompt(QWidget* parent)
    : QWidget(parent)
    , m_question(new QLabel)
    , m_canvas(new InkCanvas)
    , m_keep(new QPushButton(tr("&Keep")))
    , m_clear(new QPushButton(tr("C&lear")))
{
    constexpr double questionScale = 1.5;
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * questionScale);
    m_question->setFont(large);
    m_question->setObjectName(QStringLiteral("whatToDraw"));
    m_question->setTextFormat(Qt::PlainText); // it names a class
    m_canvas->setAcceptDrops(false); // a picture has no strokes to learn from
    m_canvas->setToolTip({});
    m_keep->setObjectName(QStringLiteral("keepDrawing"));
    m_keep->setToolTip(tr("Keep this drawing and go on with the next (Enter)."));
    m_keep->setAutoDefault(false);
    m_clear->setObjectName(QStringLiteral("clearDrawing"));
    m_clear->setToolTip(tr("Draw it again (Del)."));
    m_clear->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_clear);
    buttons->addStretch(1);
    buttons->addWidget(m_keep);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::between);
    layout->addWidget(m_question);
    layout->addWidget(m_canvas, 1);
    layout->addLayout(buttons);
    connect(m_keep, &QPushButton::clicked, this, &DrawingPrompt::keep);
    connect(m_clear, &QPushButton::clicked, m_canvas, &InkCanvas::clear);
    connect(m_canvas, &InkCanvas::contentChanged, this, &DrawingPrompt::showState);
    ask({}, {});
}

void DrawingPrompt::ask(const QString& name, const QString& remark)
{
    m_question->setText(name.isEmpty() ? remark : tr("Draw  %1   (%2)").arg(name, remark));
    m_canvas->setHint(name.isEmpty() ? QString() : tr("Draw %1 here").arg(name));
    m_canvas->setEnabled(!name.isEmpty());
    showState();
}

void DrawingPrompt::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_keep->isEnabled()) {
        keep();
    } else if (event->key() == Qt::Key_Delete) {
        m_canvas->clear();
    } else {
        QWidget::keyPressEvent(event);
    }
}

/// A picture that was dropped on the sheet is no drawing.
void DrawingPrompt::keep()
{
    const Ink ink = m_canvas->ink();
    m_canvas->clear();
    m_canvas->undoStack()->clear();
    m_canvas->setFocus();
    if (!isBlank(ink)) {
        Q_EMIT drawn(ink);
    }
}

void DrawingPrompt::showState()
{
    m_keep->setEnabled(m_canvas->isEnabled() && !m_canvas->isEmpty() && !m_canvas->hasPicture());
    m_clear->setEnabled(!m_canvas->isEmpty());
}

} // namespace numeral::ui
