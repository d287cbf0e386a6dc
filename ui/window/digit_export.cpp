// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/digit_export.h"

#include "core/data/augmented_dataset.h"
#include "core/platform/atomic_file.h"
#include "ui/base/job_tracker.h"
#include "ui/teaching/own_digits.h"
#include "ui/window/file_dialog.h"
#include "ui/window/message_bar.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>

#include <functional>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::DigitExport", text);
}

Result<void> writeImages(const std::vector<InkRecord>& digits, const std::string& folder)
{
    AugmentedDatasetOptions asTheyAre;
    asTheyAre.copies = 1;
    return writeAugmented(ownDataset(digits), asTheyAre, folder, [](const auto&) {
        return true;
    }).map([](bool /*done*/) {});
}

/// Writes pixels only for digits without ink, those from photos: readers render the ink themselves.
Result<void> writeInk(const std::vector<InkRecord>& digits, const std::string& file)
{
    const auto output = platform::AtomicFile::create(file);
    if (!output) {
        return tl::unexpected(output.error());
    }
    for (InkRecord digit : digits) {
        if (!isBlank(digit.ink)) {
            digit.pixels.reset();
        }
        if (Result<void> written = (*output)->write(inkLine(digit)); !written) {
            return written;
        }
    }
    return (*output)->commit();
}

using Writer = std::function<Result<void>(const std::vector<InkRecord>&, const std::string&)>;

void writeWhere(QFileDialog* dialog, JobTracker& jobs, MessageBar& messages,
    const std::vector<InkRecord>& digits, const Writer& write)
{
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QObject::connect(dialog, &QFileDialog::fileSelected, &messages,
        [&jobs, &messages, digits, write](const QString& target) {
            jobs.enqueue(
                [digits, write, path = target.toStdString()] { return write(digits, path); },
                [&messages, target](const Result<void>& written) {
                    if (!written) {
                        messages.showError(written.error());
                        return;
                    }
                    rememberFolderOf(target);
                    messages.showNotice(
                        translated("Saved: %1").arg(QDir::toNativeSeparators(target)));
                });
        });
    dialog->open();
}

} // namespace

void exportDigitImages(
    QWidget& window, JobTracker& jobs, MessageBar& messages, const std::vector<InkRecord>& digits)
{
    QFileDialog* dialog
        = makeFileDialog(window, translated("Save my digits as a new folder with the IDX files"));
    dialog->selectFile(QStringLiteral("my-digits"));
    writeWhere(dialog, jobs, messages, digits, &writeImages);
}

void exportDigitInk(
    QWidget& window, JobTracker& jobs, MessageBar& messages, const std::vector<InkRecord>& digits)
{
    QFileDialog* dialog = makeFileDialog(window, translated("Save my digits as ink"));
    dialog->setNameFilter(translated("Ink files (*.ndjson)"));
    dialog->setDefaultSuffix(QStringLiteral("ndjson"));
    dialog->selectFile(QStringLiteral("my-digits.ndjson"));
    writeWhere(dialog, jobs, messages, digits, &writeInk);
}

} // namespace numeral::ui
