"""How a web page looks: by logical sides only, so that it mirrors by itself; every text at least 4.5 : 1 against its ground."""

from __future__ import annotations

LOOKS = """
:root{color-scheme:light;--line:#8a8a8a;--quiet:#595959;--accent:#0b5394}
*{box-sizing:border-box}
body{margin:0 auto;max-width:56rem;padding:1rem 1.25rem 3rem;background:#fff;color:#111;
font:1rem/1.55 "Noto Sans","Segoe UI",Arial,Vazirmatn,"Noto Sans SC","Microsoft YaHei",sans-serif}
:lang(zh) .text{text-align:justify}
.skip{position:absolute;inset-inline-start:-100rem}
.skip:focus{position:static;display:inline-block;padding:.4rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1,h2,h3{line-height:1.25;break-after:avoid}
h1{font-size:1.7rem;margin:.2rem 0 .4rem}
h2{font-size:1.25rem;margin:2rem 0 .5rem}
h3,caption{font-size:1rem;font-weight:700;margin:1rem 0 .3rem;text-align:start}
caption{margin:0;padding-bottom:.3rem}
p{margin:.3rem 0}
.centre{font-weight:700;border-bottom:1px solid var(--line);padding-bottom:.3rem}
.mark{font-weight:700}
.kind,.quiet,.small,dt,footer,figcaption{color:var(--quiet)}
.note{display:block;font-size:.85rem;font-weight:700}
.small,footer,figcaption{font-size:.875rem}
dl{margin:.5rem 0}
dl>div{display:grid;grid-template-columns:minmax(9rem,30%) 1fr;gap:.1rem 1rem;padding:.15rem 0}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%}
th,td{padding:.3rem .5rem;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word}
thead th{border-top:1px solid var(--line);border-bottom:2px solid #333}
tbody th{font-weight:400}
tfoot th,tfoot td{font-weight:700}
.end{font-variant-numeric:tabular-nums}
html[dir=ltr] :is(dd,th,td,p,figcaption,.text)[dir=auto],html[dir=ltr] header *,th{text-align:left}
html[dir=rtl] :is(dd,th,td,p,figcaption,.text)[dir=auto],html[dir=rtl] :is(header *,th){text-align:right}
html[dir=ltr] .end.end{text-align:right}
html[dir=rtl] .end.end{text-align:left}
nav h2{font-size:1rem;margin-top:1rem}
img{max-width:100%;height:auto}
figure{margin:.8rem 0}
.drawn caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.sign{display:flex;flex-wrap:wrap;gap:1rem 2rem;break-inside:avoid}
.sign>div{flex:1 1 14rem}
.line{display:block;min-height:2rem;border-bottom:1px solid var(--line)}
.chapter{border-top:2px solid #333;margin-top:3rem;padding-top:1rem}
footer{margin-top:3rem;border-top:1px solid var(--line)}
html[dir=rtl] h1,html[dir=rtl] body{line-height:1.75}
@media (max-width:36rem){dl>div{grid-template-columns:1fr}}
@media print{
@page{size:A4;margin:20mm}
body{max-width:none;padding:0;font-size:10pt}
nav,.skip{display:none}
.wide{overflow:visible}
thead{display:table-header-group}
tr,dl>div,figure{break-inside:avoid}
.chapter,.break{break-before:page;border:0}
}
"""
