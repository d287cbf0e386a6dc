// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/second_answer.h"

#include "ui/ink/reader_answer.h"

namespace numeral::ui {

SecondAnswer::SecondAnswer(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("secondAnswer"));
    setTextFormat(Qt::PlainText); // it names classes
    setWordWrap(true);
    hide();
    connect(&m_reader, &ContentReader::answered, this, &SecondAnswer::showAnswer);
}

void SecondAnswer::setModel(const QString& name, const std::optional<Model>& model)
{
    m_name = name;
    m_reader.setModel(model.value_or(Model()));
    setVisible(model.has_value());
    m_reader.read(m_content);
}

void SecondAnswer::setWeights(const WeightsSnapshot& weights)
{
    m_reader.setWeights(weights);
}

void SecondAnswer::read(const CanvasContent& content)
{
    m_content = content;
    if (!isHidden()) {
        m_reader.read(content);
    }
}

void SecondAnswer::showAnswer()
{
    if (m_reader.reader().digits().empty()) {
        setText(tr("%1: –").arg(m_name));
        return;
    }
    const Answer answer = answerOf(m_reader.reader());
    setText(tr("%1: %2 · %3").arg(m_name, answer.name, answer.caption));
}

} // namespace numeral::ui
