// VideoSDK's page, Node.js: BASE for the address, API_KEY for the token; image/img4.jpg and image/img5.jpg.
import axios from "axios";
import { readFileSync } from "fs";
import path from "path";
import dotenv from "dotenv";
// Load environment variables from .env file
dotenv.config();
// Get the directory of the current file
const __dirname = path.resolve();
// Function to read image files and convert them to base64
function getBase64Image(imageName) {
  const filePath = path.join(__dirname, "image", imageName);
  console.log(`Resolved file path: ${filePath}`);
  try {
    const image = readFileSync(filePath);
    const base64Data = Buffer.from(image).toString("base64");
    return `data:image/jpeg;base64,${base64Data}`;
  } catch (error) {
    console.error(`Error reading image file: ${filePath}`, error.message);
    throw error;
  }
}
async function ocr(frontImg, backImg) {
  const url = `${process.env.BASE}/ai/v1/ocr`;
  const headers = {
    Authorization: `${process.env.API_KEY}`,
    "Content-Type": "application/json",
  };
  const data = {
    frontPart: getBase64Image(frontImg),
    backPart: getBase64Image(backImg),
  };
  try {
    const response = await axios.post(url, data, { headers });
    console.log(response.data);
  } catch (error) {
    console.error(
      "Error during OCR :",
      error.response ? error.response.data : error.message
    );
  }
}
// Main function to run the API calls
async function main() {
  const frontImg = "img4.jpg";
  const backImg = "img5.jpg";
  await ocr(frontImg, backImg);
}
// Run the main function
main().catch((error) =>
  console.error("Error in main function:", error.message)
);
