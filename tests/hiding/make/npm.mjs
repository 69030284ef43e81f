// Files by writers from npm (docx 9, exceljs 4, pptxgenjs 4, pdfkit 0.17, pdf-lib 1.17): `node npm.mjs FOLDER WORDS.json`,
// which npm.py calls. Each word stands in the place that its key names.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, list] = process.argv.slice(2);
const words = JSON.parse(fs.readFileSync(list));
const require = createRequire(path.join(process.env.NODE_MODULES_OF ?? process.cwd(), "x.js"));
const w = (file, place) => words[file][place];
const save = (file, content) => fs.writeFileSync(path.join(folder, file), content);

async function word() {
  const d = require("docx");
  const f = "npm-docx.docx";
  const text = (t, more = {}) => new d.Paragraph({ children: [new d.TextRun({ text: t, ...more })] });
  const doc = new d.Document({
    creator: w(f, "creator"), lastModifiedBy: w(f, "last modified by"), description: w(f, "description"), title: w(f, "title"),
    comments: { children: [{ id: 0, author: w(f, "author of a comment"), date: new Date(0), children: [text(w(f, "comment"))] }] },
    footnotes: { 1: { children: [text(w(f, "footnote"))] } },
    sections: [{
      headers: { default: new d.Header({ children: [text(w(f, "header"))] }) }, footers: { default: new d.Footer({ children: [text(w(f, "footer"))] }) },
      children: [
        text("Ansøger: " + w(f, "paragraph")), text(w(f, "hidden text"), { vanish: true }),
        new d.Paragraph({ children: [new d.InsertedTextRun({ text: w(f, "inserted text"), id: 1, author: w(f, "author of an insertion"), date: "2026-01-01T00:00:00Z" }), new d.DeletedTextRun({ text: w(f, "deleted text"), id: 2, author: "x", date: "2026-01-01T00:00:00Z" })] }),
        new d.Table({ rows: [new d.TableRow({ children: [new d.TableCell({ children: [text(w(f, "table cell"))] })] })] }),
        new d.Paragraph({ children: [new d.ExternalHyperlink({ link: "https://post.example/" + w(f, "link"), children: [new d.TextRun("her")] })] }),
      ],
    }],
  });
  save(f, await d.Packer.toBuffer(doc));
}

async function book() {
  const e = require("exceljs");
  const f = "npm-excel.xlsx";
  const b = new e.Workbook();
  b.creator = w(f, "creator"); b.lastModifiedBy = w(f, "last modified by"); b.company = w(f, "company"); b.manager = w(f, "manager"); b.created = b.modified = new Date(0);
  const s = b.addWorksheet(w(f, "name of a sheet"), { headerFooter: { oddHeader: "&C" + w(f, "header of a printed sheet") } });
  s.getCell("A1").value = w(f, "cell");
  s.getCell("A2").value = { richText: [{ text: w(f, "rich text").slice(0, 4), font: { bold: true } }, { text: w(f, "rich text").slice(4) }] };
  s.getCell("A3").value = { formula: `CONCATENATE("${w(f, "text in a formula")}","")`, result: w(f, "cached result") };
  s.getCell("A4").note = w(f, "note of a cell");
  s.getCell("A5").value = { text: "her", hyperlink: "https://post.example/" + w(f, "link"), tooltip: w(f, "tool tip") };
  s.getCell("A6").dataValidation = { type: "list", formulae: [`"${w(f, "value of a list")},b"`] };
  const h = b.addWorksheet("Skjult", { state: "veryHidden" });
  h.getCell("A1").value = w(f, "cell of a very hidden sheet");
  save(f, await b.xlsx.writeBuffer());
}

async function slides() {
  const p = require("pptxgenjs");
  const f = "npm-slides.pptx";
  const d = new p();
  d.author = w(f, "author"); d.company = w(f, "company"); d.subject = w(f, "subject"); d.title = w(f, "title");
  const s = d.addSlide();
  s.addText(w(f, "text"), { x: 1, y: 1, w: 4, h: 1, altText: "x", objectName: w(f, "name of a shape") });
  s.addNotes(w(f, "notes"));
  s.addTable([[w(f, "cell of a table")]], { x: 1, y: 3, w: 4 });
  s.addChart(d.ChartType.bar, [{ name: w(f, "series of a chart"), labels: [w(f, "label of a chart")], values: [1] }], { x: 5, y: 1, w: 3, h: 3 });
  const h = d.addSlide();
  h.hidden = true;
  h.addText(w(f, "text of a hidden slide"), { x: 1, y: 1, w: 4, h: 1 });
  save(f, await d.write({ outputType: "nodebuffer" }));
}

async function papers() {
  const Kit = require("pdfkit");
  let f = "npm-pdfkit.pdf";
  await new Promise((done) => {
    const d = new Kit({ compress: true, info: { Author: w(f, "author"), Keywords: w(f, "keywords"), CreationDate: new Date(0) } });
    const parts = [];
    d.on("data", (part) => parts.push(part)).on("end", () => { save(f, Buffer.concat(parts)); done(); });
    d.text("Ansøger: " + w(f, "text")).fillColor("white").text(w(f, "white text")).fillColor("black");
    d.font(process.env.FONT).text("Ærø " + w(f, "text in a subset font"));
    d.text(w(f, "spaced text"), { characterSpacing: 8 });
    d.note(100, 100, 50, 50, w(f, "note"));
    d.outline.addItem(w(f, "outline"));
    d.file(Buffer.from(w(f, "attached file")), { name: w(f, "name of an attached file") + ".txt", creationDate: new Date(0), modifiedDate: new Date(0) });
    d.end();
  });
  const { PDFDocument, PDFName, PDFString } = require("pdf-lib");
  f = "npm-pdf-lib.pdf";
  const d = await PDFDocument.create({ updateMetadata: false });
  d.setAuthor(w(f, "author")); d.setTitle(w(f, "title"));
  const page = d.addPage([595, 842]);
  page.drawText("Ansoeger: " + w(f, "text"), { x: 50, y: 700 });
  const form = d.getForm();
  const field = form.createTextField(w(f, "name of a field"));
  field.setText(w(f, "value of a field"));
  field.addToPage(page, { x: 50, y: 500, width: 300, height: 30 });
  page.node.set(PDFName.of("Own"), PDFString.of(w(f, "own entry of a page")));
  save(f, await d.save());
}

await word();
await book();
await slides();
await papers();
