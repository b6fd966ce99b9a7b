/** The looks of the page, with the system's fonts, by day and by night. */
export const styles = `
:root{color-scheme:light dark;--text:#17212b;--soft:#52606d;--ground:#fff;--raised:#f4f6f8;--line:#d5dce3;--critical:#a80f2f;--high:#b3420a;--medium:#7a5a00;--low:#0b6170;--info:#3d5a80;--good:#1b6e3c}
@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9fb0c0;--ground:#10161d;--raised:#19222c;--line:#33414f;--critical:#ff8095;--high:#ffa36b;--medium:#e8c24a;--low:#69ccdd;--info:#9cc0f0;--good:#79d69c}}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 system-ui,sans-serif}
main{max-width:62rem;margin:auto;padding:1.5rem}
h1{line-height:1.25}h2{margin-top:2.5rem}
.quiet{color:var(--soft);font-size:.9em}
.code,pre{font-family:ui-monospace,monospace;font-size:.86em;overflow-wrap:anywhere}
pre{background:var(--raised);padding:.75rem;overflow-x:auto;white-space:pre-wrap}
.counts{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;list-style:none;padding:0}
.critical{--mark:var(--critical)}.high{--mark:var(--high)}.medium{--mark:var(--medium)}.low{--mark:var(--low)}.info{--mark:var(--info)}
.counts b,.tag{color:var(--mark,inherit)}
.tag{border:1px solid;border-radius:.25rem;padding:0 .4em;font-size:.8em;font-weight:600}
.finding{border:1px solid var(--line);border-left:4px solid var(--mark);border-radius:.4rem;padding:.25rem 1.1rem .75rem;margin:1rem 0}
.message{font-weight:600}
.suppressed{border-left:3px solid var(--line);padding-left:.75rem}
.allowed{color:var(--good)}.refused{color:var(--critical)}
details{margin:.4rem 0}summary{cursor:pointer}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line)}
.diff ins{color:var(--good);text-decoration:none}.diff del{color:var(--critical);text-decoration:none}
@media print{details{display:block}}
.play{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0;padding:.5rem .75rem;min-width:0;position:relative}
.play>legend{color:var(--soft);font-size:.85em;padding:0 .4em}
.play>input{position:fixed;top:50%;left:0;opacity:0;pointer-events:none}
.play:focus-within{outline:2px solid var(--info);outline-offset:2px}
.play ol{font-size:.9em;margin:.5rem 0 0}.play li>label{cursor:pointer;display:block;padding:.1rem .4rem;border-radius:.25rem;overflow-wrap:anywhere}
.button{display:inline-block;border:1px solid var(--line);border-radius:.3rem;padding:.15rem .8rem;cursor:pointer;font-size:.9em}
.drawing{overflow-x:auto;margin-bottom:.4rem}.drawing svg{display:block}
.drawing rect{fill:var(--raised)}.drawing .authn,.drawing .resource{fill:var(--ground)}.drawing .border{fill:var(--line)}
.drawing text{fill:var(--text);font:12px ui-monospace,monospace}.drawing .zone,.drawing .detail{fill:var(--soft);font:11px system-ui,sans-serif}
.drawing .actor{font:600 12px system-ui,sans-serif}.drawing .actor,.drawing .detail{text-anchor:middle}
.drawing path{fill:none;stroke:var(--text);stroke-width:var(--weight,1.3)}.drawing .life{stroke:var(--line)}
.m{opacity:.3}.m .gate{fill:var(--ground);stroke:var(--good)}.m.no .gate,.m.no path{stroke:var(--critical)}.m.no text{fill:var(--critical)}
.m .wire{stroke-dasharray:1}
.play>.all:checked~.drawing .m{animation:show .3s calc(var(--i)*.9s) both}.play>.all:checked~ol>li{animation:show .3s calc(var(--i)*.9s) both}
@keyframes draw{from{stroke-dashoffset:1}to{stroke-dashoffset:0}}@keyframes show{from{opacity:.15}to{opacity:1}}
@media (prefers-reduced-motion:reduce){.play *{animation-duration:.01s!important;animation-delay:0s!important}}
`;
