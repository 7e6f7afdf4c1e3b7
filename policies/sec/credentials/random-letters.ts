/** Tells letters that a machine drew from words, of any language that is written with Latin letters. */

/** Pairs that hardly any word of a European language, or of pinyin, has inside. */
const rare = new Set(
  (
    "bq bx cb cd cf cg cj cp cv cw cx dq dx fb fc fd fg fh fj fk fm fn fp fq fv fw fx fz gb gc gj gk gp gq gv gx gz hb hc hd hf hg hj hk hp hq hv hx hz " +
    "jb jc jd jf jg jh jk jl jm jn jp jq jr js jt jv jw jx jy jz kb kc kd kf kg kj kp kq kv kx kz lj lq lx mg mj mk mq mv mx mz " +
    "pb pc pd pg pj pk pn pq pv pw px pz qa qb qc qd qe qf qg qh qj qk ql qm qn qo qp qr qs qt qv qw qx qy qz rq rx sq sx sz tq tx " +
    "vb vc vd vf vg vh vj vk vl vm vn vp vq vs vt vu vw vx vy vz wb wc wf wg wj wk wm wp wq wt wu wv wx wz " +
    "xb xd xf xg xj xk xl xm xn xq xr xs xu xv xw xz yb yf yg yh yj yk yq yv yx yz zb zc zd zf zg zh zj zk zl zm zn zp zq zr zs zt zv zw zx"
  ).split(" "),
);

/** Whether so many letters in a row are no word: eight at least, of which one pair in five occurs in none. */
export function isRandomLetters(text: string): boolean {
  if (!/^[A-Za-z]{8,}$/.test(text)) return false;
  const letters = text.toLowerCase();
  let strange = 0;
  for (let index = 1; index < letters.length; index++) if (rare.has(letters.slice(index - 1, index + 1))) strange++;
  return strange * 5 >= letters.length - 1 || /[bcdfghjklmnpqrstvwxz]{6}/.test(letters);
}
