// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "ui/reading/picture_reading_job.h"

#include <QDialog>
#include <QImage>

#include <optional>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace numeral::ui {

class PictureFilter;
class PictureTable;
class PictureView;
class WrappingLabel;

/// Reads a folder of pictures into a table, which can be sorted, searched, copied and saved. It
/// stays beside the window; when it is closed, reading stops and the table stays for the next time.
class ReadPicturesDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ReadPicturesDialog(QWidget* parent);
    ~ReadPicturesDialog() override;

    /// Reads the pictures at these places with the model, of which `name` says what it is: "the
    /// built-in network".
    void read(const Model& model, const QString& name, const QStringList& places);

    /// All readings, in the order of the pictures' names.
    const std::vector<PictureReading>& readings() const;

    /// Shows a sentence below the table, about what was last done with it.
    void showNote(const QString& sentence);

    void reject() override;

Q_SIGNALS:
    void folderWanted();
    void filesWanted();
    void saveWanted();
    /// Folders, archives and pictures that the user has dropped.
    void placesChosen(const QStringList& places);
    /// A row was chosen: its picture.
    void pictureOpened(const QImage& picture);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QLayout* makeTop();
    QLayout* makeProgress();
    QLayout* makeFilters();
    QLayout* makeButtons();
    void connectView();
    void connectJob();
    void showFirstFault();
    void stop();
    void copy();
    void openPicture(const QModelIndex& row);
    void showState();
    QString summary() const;
    QString hint() const;

    PictureTable* m_table;
    PictureFilter* m_filter;
    WrappingLabel* m_summary;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QComboBox* m_shown;
    QLineEdit* m_search;
    PictureView* m_view;
    WrappingLabel* m_note;
    QPushButton* m_folder;
    QPushButton* m_copy;
    QPushButton* m_save;
    QString m_name; ///< of the network
    QString m_failure; ///< why nothing could be read
    bool m_isStopped = false; ///< by the user, before all pictures were read
    PictureReadingJob m_job;
    JobTracker m_opening;
};

} // namespace numeral::ui
