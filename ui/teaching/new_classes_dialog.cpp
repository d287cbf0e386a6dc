// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/new_classes_dialog.h"

#include "core/ink/ink_renderer.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/ink/ink_canvas.h"
#include "ui/teaching/drawing_prompt.h"
#include "ui/teaching/own_drawings.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds pollInterval{33};
constexpr int progressSteps = 1000;
constexpr QSize usualSize(720, 520);

} // namespace

NewClassesDialog::NewClassesDialog(OwnDrawings& drawings, ClassesStart start, QWidget* parent)
    : QDialog(parent)
    , m_drawings(drawings)
    , m_start(std::move(start))
    , m_name(new QLineEdit)
    , m_list(new QListWidget)
    , m_remove(new QPushButton(tr("&Remove")))
    , m_keepsKnown(new QCheckBox)
    , m_prompt(new DrawingPrompt)
    , m_advice(new WrappingLabel)
    , m_progress(new QProgressBar)
    , m_train(new QPushButton(tr("&Train")))
{
    setObjectName(QStringLiteral("newClassesDialog"));
    setWindowTitle(tr("New Classes"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(usualSize);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(spacing::margin);
    columns->addWidget(makeNames(), 1);
    columns->addWidget(m_prompt, 2);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(makeBottom());
    connect(m_prompt, &DrawingPrompt::drawn, this, &NewClassesDialog::keep);
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (const JobControl* job = m_job.latest()) {
            m_progress->setValue(static_cast<int>(progressSteps * job->progress));
        }
    });
    askForNext();
    m_name->setFocus();
}

QWidget* NewClassesDialog::makeNames()
{
    m_name->setObjectName(QStringLiteral("className"));
    m_name->setPlaceholderText(tr("Name a class: a, or ☺"));
    m_name->setAccessibleName(tr("Name of a class"));
    m_name->setToolTip(tr("Several names are separated by commas or spaces."));
    auto* add = new QPushButton(tr("&Add"));
    add->setObjectName(QStringLiteral("addClass"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, &NewClassesDialog::addNames);
    connect(m_name, &QLineEdit::returnPressed, this, &NewClassesDialog::addNames);
    auto* naming = new QHBoxLayout;
    naming->addWidget(m_name, 1);
    naming->addWidget(add);

    m_list->setObjectName(QStringLiteral("newClasses"));
    m_list->setAccessibleName(tr("New classes"));
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            m_asked = QString::fromStdString(m_names[static_cast<std::size_t>(row)]);
        }
        showState();
    });
    m_remove->setObjectName(QStringLiteral("removeClass"));
    m_remove->setToolTip(tr("Take the class out; its drawings stay in My drawings."));
    m_remove->setAutoDefault(false);
    connect(m_remove, &QPushButton::clicked, this, &NewClassesDialog::removeName);

    QStringList known;
    for (const std::string& name : m_start.model.classes) {
        known.append(QString::fromStdString(name));
    }
    constexpr qsizetype mostShown = 10;
    const QString shown = known.mid(0, mostShown).join(QLatin1Char(' '))
        + (known.size() > mostShown ? tr(" …") : QString());
    m_keepsKnown->setText(tr("Add to the network's &classes"));
    m_keepsKnown->setObjectName(QStringLiteral("keepKnown"));
    m_keepsKnown->setToolTip(tr("The network that reads now goes on knowing %1.").arg(shown));
    connect(m_keepsKnown, &QCheckBox::toggled, this, &NewClassesDialog::showState);

    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(naming);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    layout->addWidget(m_keepsKnown);
    return column;
}

QWidget* NewClassesDialog::makeBottom()
{
    m_advice->setObjectName(QStringLiteral("classesAdvice"));
    m_advice->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_train->setObjectName(QStringLiteral("trainClasses"));
    m_train->setAutoDefault(false);
    makePrimary(*m_train);
    connect(m_train, &QPushButton::clicked, this, &NewClassesDialog::learn);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_train, QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &NewClassesDialog::reject);
    auto* bottom = new QWidget;
    auto* layout = new QVBoxLayout(bottom);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_advice);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    return bottom;
}

void NewClassesDialog::addNames()
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    for (const QString& name : m_name->text().split(separators, Qt::SkipEmptyParts)) {
        const std::string text = name.toStdString();
        if (std::find(m_names.begin(), m_names.end(), text) == m_names.end()) {
            m_names.push_back(text);
            m_list->addItem(QString());
        }
    }
    m_name->clear();
    askForNext();
}

void NewClassesDialog::removeName()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        m_names.erase(m_names.begin() + row);
        delete m_list->takeItem(row);
        askForNext();
    }
}

/// The classes of the network to be.
std::vector<std::string> NewClassesDialog::allNames() const
{
    std::vector<std::string> names;
    if (m_keepsKnown->isChecked()) {
        names = m_start.model.classes;
    }
    for (const std::string& name : m_names) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
    return names;
}

NewClasses NewClassesDialog::wanted() const
{
    const bool isRehearsed = m_keepsKnown->isChecked() && m_start.data != nullptr
        && checkRehearsal(m_start.model, *m_start.data);
    return {allNames(), m_drawings.records(), isRehearsed ? m_start.data : nullptr};
}

void NewClassesDialog::keep(const Ink& ink)
{
    InkRecord record{ink, std::nullopt, m_asked.toStdString(),
        prepareInk(ink, ImageShape(), Preprocessing::Mnist)};
    if (record.pixels) {
        m_drawings.keep(record);
    }
    askForNext();
}

/// The class that has the fewest drawings is next, so that nobody draws the same ten times over.
void NewClassesDialog::askForNext()
{
    const auto next
        = std::min_element(m_names.begin(), m_names.end(), [this](const auto& a, const auto& b) {
              return m_drawings.countOf(a) < m_drawings.countOf(b);
          });
    m_asked = next != m_names.end() ? QString::fromStdString(*next) : QString();
    m_list->setCurrentRow(next != m_names.end() ? static_cast<int>(next - m_names.begin()) : -1);
    showState();
}

QString NewClassesDialog::advice(const Result<void>& checked) const
{
    if (m_names.empty()) {
        return tr("Name at least two classes, then draw each a few times: %1 times are enough, and "
                  "from %2 on a network can be trained.")
            .arg(enoughDrawings)
            .arg(fewestDrawings);
    }
    if (!checked) {
        return QString::fromStdString(checked.error().detail);
    }
    const bool areEnough = std::all_of(m_names.begin(), m_names.end(),
        [this](const auto& name) { return m_drawings.countOf(name) >= enoughDrawings; });
    return areEnough
        ? tr("That is enough: train, or draw more, each a little differently.")
        : tr("Enough to try. %1 drawings of each class are better; draw each a little differently.")
              .arg(enoughDrawings);
}

void NewClassesDialog::showState()
{
    for (int row = 0; row < m_list->count(); ++row) {
        const std::string& name = m_names[static_cast<std::size_t>(row)];
        m_list->item(row)->setText(tr("%1   %2 of %3", "a class and its drawings")
                                       .arg(QString::fromStdString(name))
                                       .arg(m_drawings.countOf(name))
                                       .arg(enoughDrawings));
    }
    const bool isIdle = !isLearning();
    const Result<void> checked = checkClasses(wanted());
    m_list->parentWidget()->setEnabled(isIdle);
    m_prompt->setEnabled(isIdle);
    m_remove->setEnabled(m_list->currentRow() >= 0);
    m_progress->setVisible(!isIdle);
    m_advice->setText(isIdle ? advice(checked) : tr("Learning from your drawings…"));
    m_train->setEnabled(isIdle && !m_names.empty() && checked);
    m_prompt->ask(m_asked,
        m_asked.isEmpty() ? tr("Name a class first.")
                          : tr("%1 of %2")
                                .arg(m_drawings.countOf(m_asked.toStdString()) + 1)
                                .arg(enoughDrawings));
}

void NewClassesDialog::learn()
{
    const Model& start = m_keepsKnown->isChecked() ? m_start.model : m_start.builtIn;
    m_job.startLatest(
        [classes = wanted(), start, engines = m_start.engines](JobControl& control) {
            return learnClasses(classes, start, engines, [&control](double share) {
                control.progress = share;
                return !control.isCancelled;
            });
        },
        [this](const Result<std::optional<NewClassesResult>>& result) { finish(result); });
    m_poll.start();
    showState();
}

void NewClassesDialog::finish(const Result<std::optional<NewClassesResult>>& result)
{
    m_poll.stop();
    showState();
    if (!result) {
        m_advice->setText(QString::fromStdString(result.error().detail));
    } else if (*result) {
        Q_EMIT learnt(**result);
        accept();
    }
}

/// The first Cancel ends the lesson, the next one closes the dialog.
void NewClassesDialog::reject()
{
    if (isLearning()) {
        m_job.cancel();
        m_poll.stop();
        showState();
    } else {
        QDialog::reject();
    }
}

} // namespace numeral::ui
