/* Uses every function of idocr.h once, rightly and wrongly. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "idocr.h"

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            const char *error = idocr_last_error(); \
            fprintf(stderr, "smoke.c:%d: %s\nlast error: %s\n", __LINE__, #condition, error ? error : "none"); \
            exit(1); \
        } \
    } while (0)

/* A grey BMP, 64 x 64, 24 bits: nothing to be found in it. */
static size_t grey_picture(uint8_t *to) {
    static const uint8_t header[54] = {'B', 'M', 0x36, 0x30, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0,
                                       64,  0,   0,    0,    64, 0, 0, 0, 1, 0, 24};
    memcpy(to, header, sizeof header);
    memset(to + sizeof header, 128, 64 * 64 * 3);
    return sizeof header + 64 * 64 * 3;
}

int main(void) {
    uint8_t picture[54 + 64 * 64 * 3];
    size_t length = grey_picture(picture);

    CHECK(strchr(idocr_version(), '.') != NULL);
    CHECK(idocr_new("{\"devise\": \"cpu\"}") == NULL);
    CHECK(strstr(idocr_last_error(), "devise") != NULL);
    CHECK(idocr_scan(NULL, picture, length) == NULL);
    CHECK(strstr(idocr_last_error(), "\"input\"") != NULL);

    idocr *engine = idocr_new("{\"threads\": 1}");
    CHECK(engine != NULL);
    CHECK(idocr_last_error() == NULL);
    CHECK(idocr_scan(engine, NULL, 5) == NULL);
    CHECK(idocr_scan(engine, (const uint8_t *)"no picture", 10) == NULL);
    CHECK(strstr(idocr_last_error(), "\"decode\"") != NULL);

    char *json = idocr_scan(engine, picture, length);
    CHECK(json != NULL);
    CHECK(strstr(json, "\"documents\":[]") != NULL);
    CHECK(strstr(json, "\"width\":64") != NULL);
    idocr_string_free(json);
    idocr_string_free(NULL);
    idocr_free(engine);
    idocr_free(NULL);
    puts("smoke: every function answered");
    return 0;
}
