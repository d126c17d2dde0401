// The reference of figure G3: zxing-cpp as it comes, asked for QR codes only.
// In: width and height (4 bytes each), then brightness, a byte per pixel. Out: processor time in
// nanoseconds (8 bytes), length of the text (4), the text. All numbers as this machine has them.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

static int64_t processorTime() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main() {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    int32_t size[2];
    while (fread(size, 4, 2, stdin) == 2) {
        std::vector<uint8_t> luma((size_t)size[0] * size[1]);
        if (fread(luma.data(), 1, luma.size(), stdin) != luma.size()) {
            return 1;
        }
        int64_t before = processorTime();
        ZXing::Result result = ZXing::ReadBarcode(
            ZXing::ImageView(luma.data(), size[0], size[1], ZXing::ImageFormat::Lum), hints);
        int64_t took = processorTime() - before;
        std::string text = result.isValid() ? result.text() : "";
        int32_t length = text.size();
        fwrite(&took, 8, 1, stdout);
        fwrite(&length, 4, 1, stdout);
        fwrite(text.data(), 1, length, stdout);
        fflush(stdout);
    }
}
