// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/writing_exam_dialog.h"

#include "core/data/drawings.h"
#include "core/evaluation/writing_exam.h"
#include "core/platform/atomic_file.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/ink/ink_canvas.h"
#include "ui/teaching/drawing_prompt.h"
#include "ui/teaching/exam_result_view.h"

#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace numeral::ui {

namespace {

constexpr QSize usualSize(680, 560);

/// Which classes are asked for.
enum class Asked { Digits, Capitals, SmallLetters, OwnNetworks };

std::vector<std::string> between(char first, char last)
{
    std::vector<std::string> names;
    for (char letter = first; letter <= last; ++letter) {
        names.emplace_back(1, letter);
    }
    return names;
}

Result<void> writeRecords(const std::vector<InkRecord>& drawings, const std::filesystem::path& file)
{
    std::error_code error; // writing says what is wrong
    if (drawings.empty()) {
        std::filesystem::remove(file, error);
        return {};
    }
    std::filesystem::create_directories(file.parent_path(), error);
    auto output = platform::AtomicFile::create(file);
    if (!output) {
        return tl::unexpected(output.error());
    }
    for (const InkRecord& drawing : drawings) {
        if (Result<void> written = (*output)->write(inkLine(drawing)); !written) {
            return written;
        }
    }
    return (*output)->commit();
}

} // namespace

WritingExamDialog::WritingExamDialog(ExamStart start, QWidget* parent)
    : QDialog(parent)
    , m_start(std::move(start))
    , m_pages(new QStackedWidget)
    , m_writer(new QLineEdit)
    , m_classes(new QComboBox)
    , m_times(new QSpinBox)
    , m_length(new WrappingLabel)
    , m_prompt(new DrawingPrompt)
    , m_progress(new QProgressBar)
    , m_back(new QPushButton(tr("&Back")))
    , m_finish(new QPushButton(tr("&Finish Now")))
    , m_add(new QPushButton(tr("&Add to My Drawings")))
    , m_result(new ExamResultView)
    , m_kept(new WrappingLabel)
    , m_fault(new WrappingLabel)
{
    setObjectName(QStringLiteral("writingExam"));
    setWindowTitle(tr("Writing Exam"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(usualSize);
    for (QWidget* page : {makeStart(), makeQuestions(), makeResult()}) {
        m_pages->addWidget(page);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_fault);
    // The Enter key starts the exam and keeps a drawing; it must not press what is next to it.
    for (QPushButton* button : findChildren<QPushButton*>()) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
    m_fault->setObjectName(QStringLiteral("examFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->hide();
    m_writer->setFocus();
}

QWidget* WritingExamDialog::makeStart()
{
    m_writer->setObjectName(QStringLiteral("writer"));
    m_writer->setPlaceholderText(tr("Who writes?"));
    constexpr int bytesOfCharacter = 3; // in UTF-8, of a 16-bit one
    m_writer->setMaxLength(static_cast<int>(longestName) / bytesOfCharacter);
    m_classes->setObjectName(QStringLiteral("examClasses"));
    m_classes->addItem(tr("Digits, 0 to 9"), static_cast<int>(Asked::Digits));
    m_classes->addItem(tr("Capitals, A to Z"), static_cast<int>(Asked::Capitals));
    m_classes->addItem(tr("Small letters, a to z"), static_cast<int>(Asked::SmallLetters));
    constexpr std::size_t most = 100; // classes that anybody would write all of
    if (m_start.own && m_start.own->classes.size() <= most
        && !knowsAll(m_start.digits.classes, m_start.own->classes)
        && !knowsAll(m_start.letters.classes, m_start.own->classes)) {
        m_classes->addItem(tr("The classes of your network"), static_cast<int>(Asked::OwnNetworks));
    }
    constexpr int mostTimes = 20;
    constexpr int usualTimes = 3;
    m_times->setObjectName(QStringLiteral("examTimes"));
    m_times->setRange(1, mostTimes);
    m_times->setValue(usualTimes);
    m_times->setSuffix(tr(" times each"));
    const auto showLength = [this] {
        m_length->setText(
            tr("You are asked for %1 drawings, one after the other. How they are read "
               "you see at the end.")
                .arg(chosenNames().size() * static_cast<std::size_t>(m_times->value())));
    };
    connect(m_classes, &QComboBox::currentIndexChanged, this, showLength);
    connect(m_times, &QSpinBox::valueChanged, this, showLength);
    auto* form = new QFormLayout;
    form->addRow(tr("&Name:"), m_writer);
    form->addRow(tr("&Write:"), m_classes);
    form->addRow(tr("&How often:"), m_times);
    showLength();

    auto* start = new QPushButton(tr("&Start"));
    start->setObjectName(QStringLiteral("startExam"));
    makePrimary(*start);
    connect(start, &QPushButton::clicked, this, &WritingExamDialog::begin);
    connect(m_writer, &QLineEdit::returnPressed, this, &WritingExamDialog::begin);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(start, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &WritingExamDialog::reject);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::margin);
    layout->addLayout(form);
    layout->addWidget(m_length);
    layout->addStretch(1);
    layout->addWidget(buttons);
    return page;
}

QWidget* WritingExamDialog::makeQuestions()
{
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Drawings made"));
    m_back->setObjectName(QStringLiteral("takeBack"));
    m_back->setToolTip(tr("Draw the last one again."));
    m_finish->setObjectName(QStringLiteral("finishExam"));
    m_finish->setToolTip(tr("See how what you have drawn so far is read."));
    connect(m_prompt, &DrawingPrompt::drawn, this, &WritingExamDialog::keep);
    connect(m_back, &QPushButton::clicked, this, &WritingExamDialog::takeBack);
    connect(m_finish, &QPushButton::clicked, this, &WritingExamDialog::finish);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_back);
    bottom->addWidget(m_progress, 1);
    bottom->addWidget(m_finish);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::margin);
    layout->addWidget(m_prompt, 1);
    layout->addLayout(bottom);
    return page;
}

QWidget* WritingExamDialog::makeResult()
{
    m_kept->setObjectName(QStringLiteral("examKept"));
    m_kept->setTextFormat(Qt::PlainText);
    m_kept->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* again = new QPushButton(tr("&Next Writer"));
    again->setObjectName(QStringLiteral("nextWriter"));
    connect(again, &QPushButton::clicked, this, [this] {
        m_writer->clear();
        m_pages->setCurrentIndex(0);
        m_writer->setFocus();
    });
    auto* openAll = new QPushButton(tr("Open All Exams as &Data"));
    openAll->setObjectName(QStringLiteral("openExams"));
    openAll->setToolTip(
        tr("All that was written in exams, as a data set that is split by writer."));
    connect(openAll, &QPushButton::clicked, this, [this] {
        // The last drawings may still be written.
        m_writing.enqueue([] { return true; },
            [this](bool) {
                if (m_fault->isHidden()) {
                    Q_EMIT dataWanted(QString::fromStdString(m_start.folder.string()));
                    accept();
                }
            });
    });
    m_add->setObjectName(QStringLiteral("addExam"));
    m_add->setToolTip(tr("A network can then learn from them: Train › Learn from My Drawings."));
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_add->setEnabled(false);
        Q_EMIT drawingsWanted(m_drawings);
    });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(again, QDialogButtonBox::ActionRole);
    buttons->addButton(m_add, QDialogButtonBox::ActionRole);
    buttons->addButton(openAll, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::margin);
    layout->addWidget(m_result, 1);
    layout->addWidget(m_kept);
    layout->addWidget(buttons);
    return page;
}

std::vector<std::string> WritingExamDialog::chosenNames() const
{
    switch (static_cast<Asked>(m_classes->currentData().toInt())) {
    case Asked::Digits:
        return between('0', '9');
    case Asked::Capitals:
        return between('A', 'Z');
    case Asked::SmallLetters:
        return between('a', 'z');
    case Asked::OwnNetworks:
        break;
    }
    return m_start.own->classes;
}

void WritingExamDialog::begin()
{
    const auto now = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
    m_questions = examQuestions(chosenNames(), static_cast<std::size_t>(m_times->value()), now);
    m_drawings.clear();
    m_file = examFile(m_start.folder, m_writer->text().trimmed().toStdString());
    m_progress->setRange(0, static_cast<int>(m_questions.size()));
    m_pages->setCurrentIndex(1);
    m_prompt->canvas().setFocus();
    ask();
}

void WritingExamDialog::ask()
{
    const std::size_t number = m_drawings.size();
    m_progress->setValue(static_cast<int>(number));
    m_back->setEnabled(number > 0);
    m_finish->setEnabled(number > 0);
    m_prompt->ask(QString::fromStdString(m_questions[number]),
        tr("%1 of %2").arg(number + 1).arg(m_questions.size()));
}

void WritingExamDialog::keep(const Ink& ink)
{
    m_drawings.push_back({ink, std::nullopt, m_questions[m_drawings.size()], std::nullopt,
        m_writer->text().trimmed().toStdString()});
    write();
    if (m_drawings.size() == m_questions.size()) {
        finish();
    } else {
        ask();
    }
}

void WritingExamDialog::takeBack()
{
    m_drawings.pop_back();
    write();
    ask();
    m_prompt->canvas().setFocus();
}

/// The whole file each time: it is small, and never half written.
void WritingExamDialog::write()
{
    m_writing.enqueue(
        [drawings = m_drawings, file = m_file] { return writeRecords(drawings, file); },
        [this](const Result<void>& written) {
            m_fault->setVisible(!written);
            m_kept->setVisible(written.has_value());
            if (!written) {
                m_fault->setText(QString::fromStdString(written.error().detail));
            }
        });
}

/// The networks that know all that is asked for, and what they are called.
WritingExamDialog::Readers WritingExamDialog::readers() const
{
    Readers readers;
    for (const Model* model : {&m_start.digits, &m_start.letters}) {
        if (readers.empty() && knowsAll(model->classes, m_questions)) {
            readers.emplace_back(tr("The built-in network"), *model);
        }
    }
    if (m_start.own && knowsAll(m_start.own->classes, m_questions)) {
        readers.emplace_back(tr("Your network"), *m_start.own);
    }
    return readers;
}

void WritingExamDialog::finish()
{
    m_result->setReading();
    m_reading.startLatest(
        [readers = readers(), drawings = m_drawings](JobControl& /*control*/) {
            std::vector<ExamResultView::Reader> results;
            results.reserve(readers.size());
            for (const auto& [name, model] : readers) {
                results.push_back({name, examine(model, drawings)});
            }
            return results;
        },
        [this, drawings = m_drawings](std::vector<ExamResultView::Reader> results) {
            m_result->setResults(drawings, std::move(results));
        });
    m_kept->setText(tr("The drawings are kept in %1.")
                        .arg(QDir::toNativeSeparators(QString::fromStdString(m_file.string()))));
    m_add->setEnabled(true);
    m_pages->setCurrentIndex(2);
}

/// Closes when everything is written, and if something couldn't be not before that has been seen.
void WritingExamDialog::done(int result)
{
    m_writing.enqueue([] { return true; },
        [this, result](bool) {
            if (m_fault->isHidden() || std::exchange(m_isFaultSeen, true)) {
                QDialog::done(result);
            }
        });
}

/// What has been drawn is worth a look.
void WritingExamDialog::reject()
{
    if (m_pages->currentIndex() == 1 && !m_drawings.empty()) {
        finish();
    } else {
        QDialog::reject();
    }
}

} // namespace numeral::ui
