// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/downloads.h"

#include "core/data/dataset_files.h"
#include "core/platform/paths.h"

namespace numeral {

namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Download> shared(Download download)
{
    return std::make_shared<const Download>(std::move(download));
}

fs::path folderFor(std::string_view id)
{
    return platform::dataHome() / fs::path(id);
}

/// The same, unless a system package has the files.
std::shared_ptr<const Download> packagedOr(Download download)
{
    const fs::path packaged = platform::sharedDatasets() / fs::path(download.id);
    if (hasIdxFiles(packaged)) {
        download.folder = packaged;
        download.isPackaged = true;
    }
    return shared(std::move(download));
}

} // namespace

std::shared_ptr<const Download> mnistDownload()
{
    return shared({"mnist", "MNIST", "CC BY-SA 3.0", "http://yann.lecun.com/exdb/mnist/",
        {"https://ossci-datasets.s3.amazonaws.com/mnist",
            "https://storage.googleapis.com/cvdf-datasets/mnist",
            "http://yann.lecun.com/exdb/mnist"},
        folderFor("mnist"),
        {
            {"train-images-idx3-ubyte.gz", 9'912'422,
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", 47'040'016},
            {"train-labels-idx1-ubyte.gz", 28'881,
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5", 60'008},
            {"t10k-images-idx3-ubyte.gz", 1'648'877,
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7", 7'840'016},
            {"t10k-labels-idx1-ubyte.gz", 4'542,
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2", 10'008},
        }});
}

std::shared_ptr<const Download> fashionMnistDownload()
{
    return packagedOr({"fashion-mnist", "Fashion-MNIST", "MIT",
        "https://github.com/zalandoresearch/fashion-mnist",
        {"https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com"},
        folderFor("fashion-mnist"),
        {
            {"train-images-idx3-ubyte.gz", 26'421'880,
                "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888", 47'040'016},
            {"train-labels-idx1-ubyte.gz", 29'515,
                "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9", 60'008},
            {"t10k-images-idx3-ubyte.gz", 4'422'102,
                "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b", 7'840'016},
            {"t10k-labels-idx1-ubyte.gz", 5'148,
                "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34", 10'008},
        }});
}

std::shared_ptr<const Download> kmnistDownload()
{
    return shared({"kmnist", "KMNIST", "CC BY-SA 4.0", "https://github.com/rois-codh/kmnist",
        {"https://codh.rois.ac.jp/kmnist/dataset/kmnist",
            "http://codh.rois.ac.jp/kmnist/dataset/kmnist",
            "https://huggingface.co/datasets/tanganke/kmnist/resolve/"
            "53810959241e8f35890445245170c8cec0672f81/raw"},
        folderFor("kmnist"),
        {
            {"train-images-idx3-ubyte.gz", 18'165'135,
                "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"},
            {"train-labels-idx1-ubyte.gz", 29'497,
                "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"},
            {"t10k-images-idx3-ubyte.gz", 3'041'136,
                "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"},
            {"t10k-labels-idx1-ubyte.gz", 5'120,
                "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"},
        }});
}

std::shared_ptr<const Download> qmnistDownload()
{
    return shared({"qmnist", "QMNIST", "BSD", "https://github.com/facebookresearch/qmnist",
        {"https://raw.githubusercontent.com/facebookresearch/qmnist/master",
            "https://github.com/facebookresearch/qmnist/raw/master"},
        folderFor("qmnist"),
        {
            {"qmnist-train-images-idx3-ubyte.gz", 9'704'059,
                "9e26a7bf1683614e065d7b76460ccd52807165b3f22561fb782bd9f38c52b51d"},
            {"qmnist-train-labels-idx2-int.gz", 463'024,
                "2c05dc77f6b916b38e455e97ab129a42a444f3dbef09b278a366f82904e0dd9f"},
            {"qmnist-test-images-idx3-ubyte.gz", 9'742'279,
                "43fc22bf7498b8fc98de98369d72f752d0deabc280a43a7bcc364ab19e57b375"},
            {"qmnist-test-labels-idx2-int.gz", 526'800,
                "9fbcbe594c3766fdf4f0b15c5165dc0d1e57ac604e01422608bb72c906030d06"},
        }});
}

std::shared_ptr<const Download> emnistDownload()
{
    return shared(
        {"emnist", "EMNIST", "", "https://www.nist.gov/itl/products-and-services/emnist-dataset",
            {"https://biometrics.nist.gov/cs_links/EMNIST",
                "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST"},
            folderFor("emnist"),
            {
                {"gzip.zip", 561'753'746,
                    "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e"},
            }});
}

} // namespace numeral
