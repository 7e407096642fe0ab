// Verifik's page, Node.js: BASE and PATH_OF_API for the address, IMAGE for the picture, CODE for the document.
const image = require('fs').readFileSync(process.env.IMAGE).toString('base64');

const axios = require('axios');
let data = JSON.stringify({
  "image": image,
  "documentType": process.env.CODE
});

let config = {
  method: 'post',
  maxBodyLength: Infinity,
  url: `${process.env.BASE}${process.env.PATH_OF_API}`,
  headers: {
    'Content-Type': 'application/json',
    'Authorization': 'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJjbGllbnRJ0w1splt4Cw'
  },
  data : data
};

axios.request(config)
.then((response) => {
  console.log(JSON.stringify(response.data));
})
.catch((error) => {
  console.log(error);
});
