package batch

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that reading zstd takes. It is enough for all that
// the zstd command writes without --ultra or --long.
const maxWindow = 32 << 20

// decompress returns the stream below a compressed one, and what frees it.
func decompress(c codec, r io.Reader) (io.Reader, func(), error) {
	switch c {
	case gzipped:
		stream, err := gzip.NewReader(r)
		return stream, func() {}, err
	case zstandard:
		stream, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(2), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, nil, err
		}
		return stream, stream.Close, nil
	}
	return r, func() {}, nil
}

// A compressor compresses texts one by one: gzip members, or zstd frames, that
// follow each other in a file. It is for one goroutine.
type compressor struct {
	codec codec
	gzip  *gzip.Writer
	zstd  *zstd.Encoder
}

func newCompressor(c codec) (*compressor, error) {
	k := &compressor{codec: c}
	var err error
	switch c {
	case gzipped:
		k.gzip = gzip.NewWriter(nil)
	case zstandard:
		// An empty text must give a frame too, since an empty file is not zstd.
		k.zstd, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20), zstd.WithZeroFrames(true))
	}
	return k, err
}

// append appends a text to dst.
func (k *compressor) append(dst, text []byte) []byte {
	switch k.codec {
	case gzipped:
		buffer := bytes.NewBuffer(dst)
		k.gzip.Reset(buffer)
		// Writing to a buffer cannot fail.
		_, _ = k.gzip.Write(text)
		_ = k.gzip.Close()
		return buffer.Bytes()
	case zstandard:
		return k.zstd.EncodeAll(text, dst)
	}
	return append(dst, text...)
}
