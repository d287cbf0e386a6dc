// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/data_places.h"
#include "ui/base/job_tracker.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace numeral::ui {

class WrappingLabel;

/// Asks for a file, folder or archive of images, says what it finds there and, where it finds
/// several data sets, which one is wanted. Takes dropped and pasted files, too.
class OpenDataDialog final : public QDialog {
    Q_OBJECT

public:
    explicit OpenDataDialog(QWidget* parent);

Q_SIGNALS:
    /// The user wants file or folder pickers; what is picked goes to `setPath`.
    void fileWanted();
    void folderWanted();

    /// The data set to open.
    void chosen(const QString& source);

public Q_SLOTS:
    void setPath(const QString& path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString path() const;
    void look();
    void showFound(const Result<std::vector<DataPlace>>& places);
    void accept() override;

    QLineEdit* m_path;
    WrappingLabel* m_found;
    QListWidget* m_places; ///< the data sets that were found
    QPushButton* m_open;
    JobTracker m_looking;
};

} // namespace numeral::ui
