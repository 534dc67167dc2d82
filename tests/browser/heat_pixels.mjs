// Finding heat in a picture of the map. Two pictures of the same view, one with
// the density at full strength and one with none, give for every pixel what lay
// under the colour; a pixel shows a class where the class's colour at its
// opacity over what lay under it is what is seen.

const tolerance = 5; // of 255, for the rounding of three blends

function channels(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

/**
 * For each pixel the index of the legend class it shows, or -1.
 * `full` and `bare`: pictures of equal size, {width, height, data: RGBA};
 * `classes`: [{colour: "#rrggbb", opacity}].
 */
export function classOfPixels(full, bare, classes) {
  const paints = classes.map(({ colour, opacity }) => ({ rgb: channels(colour), opacity }));
  const shown = new Int8Array(full.width * full.height).fill(-1);
  for (let pixel = 0; pixel < shown.length; ++pixel) {
    const at = pixel * 4;
    const changed = [0, 1, 2].some((i) => Math.abs(full.data[at + i] - bare.data[at + i]) > tolerance);
    if (!changed) continue;
    shown[pixel] = paints.findIndex(({ rgb, opacity }) =>
      [0, 1, 2].every((i) => {
        const expected = rgb[i] * opacity + bare.data[at + i] * (1 - opacity);
        return Math.abs(full.data[at + i] - expected) <= tolerance;
      }),
    );
  }
  return shown;
}

/**
 * The pixel {x, y} that the density changes most, and how many it changes.
 * `allowed(x, y)` can exclude pixels that something covers.
 */
export function strongestChange(full, bare, allowed) {
  let best = { x: 0, y: 0, strength: 0 };
  let changed = 0;
  for (let y = 0; y < full.height; ++y) {
    for (let x = 0; x < full.width; ++x) {
      const at = (y * full.width + x) * 4;
      const strength = [0, 1, 2].reduce((sum, i) => sum + Math.abs(full.data[at + i] - bare.data[at + i]), 0);
      if (strength <= 3 * tolerance) continue;
      ++changed;
      if (strength > best.strength && allowed(x, y)) best = { x, y, strength };
    }
  }
  return { ...best, changed };
}

/** How many pixels show each class. */
export function countClasses(shown, classCount) {
  const counts = new Array(classCount).fill(0);
  for (const index of shown) if (index >= 0) ++counts[index];
  return counts;
}

/**
 * The pixel {x, y} of the highest class that lies deepest within that class, or
 * null. A class that nowhere fills a square of three by three is passed over.
 * `allowed(x, y)` can exclude pixels that something covers.
 */
export function hottestPixel(shown, { width, height }, classCount, allowed) {
  for (let wanted = classCount - 1; wanted >= 0; --wanted) {
    const depth = new Int32Array(shown.length);
    let best = -1;
    for (let y = 1; y < height; ++y) {
      for (let x = 1; x < width; ++x) {
        const pixel = y * width + x;
        if (shown[pixel] !== wanted) continue;
        // Side of the largest all-`wanted` square whose lower right corner this is.
        depth[pixel] = 1 + Math.min(depth[pixel - 1], depth[pixel - width], depth[pixel - width - 1]);
        const middle = Math.floor(depth[pixel] / 2);
        if (depth[pixel] >= 3 && allowed(x - middle, y - middle) && (best < 0 || depth[pixel] > depth[best])) {
          best = pixel;
        }
      }
    }
    if (best >= 0) {
      const middle = Math.floor(depth[best] / 2);
      return { x: (best % width) - middle, y: Math.floor(best / width) - middle, classIndex: wanted };
    }
  }
  return null;
}
