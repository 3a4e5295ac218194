import type { Heatmap } from './heatmap.ts';

const VERTEX = `#version 300 es
void main() {
  // One triangle that covers the view.
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

/** A pixel shows the strongest of the cells below it: one bright cell among thousands stays visible from afar. */
const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D codes;
uniform sampler2D colours;
uniform vec2 origin;
uniform float scale;
uniform float height;
uniform int side;
out vec4 colour;
const int MOST = 16;
void main() {
  vec2 pixel = vec2(gl_FragCoord.x, height - gl_FragCoord.y);
  vec2 middle = origin + pixel / scale;
  if (middle.x < 0.0 || middle.y < 0.0 || middle.x >= float(side) || middle.y >= float(side)) {
    colour = vec4(0.0);
    return;
  }
  float reach = scale < 1.0 ? 0.5 / scale : 0.0;
  ivec2 first = clamp(ivec2(floor(middle - reach)), ivec2(0), ivec2(side - 1));
  ivec2 last = min(clamp(ivec2(floor(middle + reach)), ivec2(0), ivec2(side - 1)), first + MOST - 1);
  uint strongest = 0u;
  for (int y = first.y; y <= last.y; y += 1) {
    for (int x = first.x; x <= last.x; x += 1) {
      strongest = max(strongest, texelFetch(codes, ivec2(x, y), 0).r);
    }
  }
  colour = texelFetch(colours, ivec2(int(strongest), 0), 0);
}`;

/** Draws by WebGL 2: the codes as they came, one byte a cell, and the colours as a table. Null where there is none. */
export function heatmapInGl(canvas: HTMLCanvasElement, side: number): Heatmap | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, premultipliedAlpha: true });
  if (!gl || side > (gl.getParameter(gl.MAX_TEXTURE_SIZE) as number)) return null;
  const program = programOf(gl);
  if (!program) return null;

  // biome-ignore lint/correctness/useHookAtTopLevel: it is a call of WebGL, no hook of React.
  gl.useProgram(program);
  gl.bindVertexArray(gl.createVertexArray());
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  const codes = texture(gl, 0);
  const colours = texture(gl, 1);
  const place = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const at = { origin: place('origin'), scale: place('scale'), height: place('height'), side: place('side') };
  gl.uniform1i(place('codes'), 0);
  gl.uniform1i(place('colours'), 1);

  return {
    setHead(head) {
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, codes);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, head.side, head.side, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, head.codes);
      gl.uniform1i(at.side, head.side);
    },
    setColours(table) {
      gl.activeTexture(gl.TEXTURE1);
      gl.bindTexture(gl.TEXTURE_2D, colours);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(table));
    },
    draw(view, size, pixelRatio) {
      canvas.width = Math.round(size.width * pixelRatio);
      canvas.height = Math.round(size.height * pixelRatio);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.uniform2f(at.origin, view.x, view.y);
      gl.uniform1f(at.scale, view.scale * pixelRatio);
      gl.uniform1f(at.height, canvas.height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    dispose() {
      gl.deleteTexture(codes);
      gl.deleteTexture(colours);
      gl.deleteProgram(program);
    },
  };
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

/** A texture that is read cell by cell. */
function texture(gl: WebGL2RenderingContext, unit: 0 | 1): WebGLTexture {
  const made = gl.createTexture();
  gl.activeTexture(unit === 0 ? gl.TEXTURE0 : gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return made;
}
